// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IMarketCore} from "../interfaces/IMarket.sol";
import {Elector, Request, Stage, Submission, SubmissionStatus, Terms} from "../interfaces/MarketTypes.sol";
import {MINERS_PPM, NO_SCORE, PPM, VALIDATORS_PPM} from "./MarketConstants.sol";
import {MarketMath} from "./MarketMath.sol";
import {MarketScoring} from "./MarketScoring.sol";

/// @dev Consensus and shares, in steps anybody can drive: first each submission's tally, then all shares in one step, then
/// each elector's share and bond. Reads no precompile, so that nothing outside can stop it.
abstract contract MarketSettlement is MarketScoring {
    uint256 private constant ASSIGNED_WEIGHT = 2;

    /// @dev One elector while a call tallies: read once, written once.
    struct Seat {
        uint64 stakeRao;
        uint32 timelinessPpm;
        uint64 points;
    }

    /// @dev The passing submissions of one coldkey while their shares are set.
    struct Group {
        bytes32 coldkey;
        uint256 weight;
        bool isCapped;
    }

    /// @dev What every share of a request follows from; docs/market.md, "Money".
    struct Pool {
        uint256 rao;
        uint256 capPpm;
        /// Of the pool, in ppm, for the groups that are not capped, and the weight it is divided by.
        uint256 restPpm;
        uint256 restWeight;
    }

    /// @inheritdoc IMarketCore
    function settle(uint256 requestId, uint256 steps) external {
        Request storage request = _request(requestId);
        if (request.stage == Stage.Open || request.stage == Stage.Seeded) {
            bool empty = request.stage == Stage.Open && request.revealedCount == 0;
            _requireAfter(_revealEnd(request) + (empty ? 0 : DRAW_BLOCKS));
            _refund(requestId, request);
            return;
        }
        if (request.stage == Stage.Scoring) {
            _requireAfter(_challengeEnd(request));
            if (request.openChallenges != 0) revert WrongStage(Stage.Scoring);
            request.stage = Stage.Settling;
        }
        if (request.stage != Stage.Settling) revert WrongStage(request.stage);

        uint256 count = _submissions[requestId].length;
        uint256 seats = _electors[requestId].length;
        uint256 cursor = request.cursor;
        if (cursor < count && steps > 0) {
            uint256 end = steps < count - cursor ? cursor + steps : count;
            steps -= end - cursor;
            _tallyUntil(requestId, request, cursor, end);
            cursor = end;
        }
        if (cursor == count && steps > 0) {
            if (request.totalWeight > 0) _setShares(requestId, request, count);
            --steps;
            ++cursor;
        }
        for (; cursor > count && cursor <= count + seats && steps > 0; --steps) {
            _payElector(requestId, request, cursor - count - 1);
            ++cursor;
        }
        request.cursor = uint32(cursor);
        if (cursor == count + 1 + seats) _finish(requestId, request);
    }

    function _tallyUntil(uint256 requestId, Request storage request, uint256 from, uint256 end) private {
        Seat[] memory seats = _loadSeats(requestId, request);
        for (uint256 index = from; index < end; ++index) {
            if (_submissions[requestId][index].status == SubmissionStatus.Revealed) {
                _tally(requestId, request, index, seats);
            }
        }
        uint64 added;
        for (uint256 seat = 0; seat < seats.length; ++seat) {
            if (seats[seat].points == 0) continue;
            _electors[requestId][seat].points += seats[seat].points;
            added += seats[seat].points;
        }
        request.totalPoints += added;
    }

    function _tally(uint256 requestId, Request storage request, uint256 index, Seat[] memory seats) private {
        Submission storage submission = _submissions[requestId][index];
        (uint256[] memory voters, uint256[] memory scores, uint256[] memory stakes) =
            _votes(requestId, request, index, seats);
        if (!_isQuorate(request, submission, voters, stakes, seats)) {
            submission.status = SubmissionStatus.Failed;
            emit SubmissionTallied(requestId, index, 0, 0, voters.length, false);
            return;
        }

        (uint256 median, uint256 spread, uint256 tolerance) =
            MarketMath.consensus(scores, stakes, request.terms.outlierFloorPpm);
        bool passes = median > 0 && median >= request.terms.thresholdPpm && spread <= request.terms.maxSpreadPpm;
        submission.medianPpm = uint32(median);
        submission.spreadPpm = uint32(spread);
        submission.status = passes ? SubmissionStatus.Passed : SubmissionStatus.Failed;
        submission.outliers = _awardPoints(submission.assigned, voters, scores, median, tolerance, seats);
        if (passes) _weigh(request, submission, median);
        emit SubmissionTallied(requestId, index, uint32(median), uint32(spread), voters.length, passes);
    }

    /// @dev Enough heads, half of the seated stake that may score it (lost bonds included, so that a challenge lowers no
    /// bar), and most of those drawn for it.
    function _isQuorate(
        Request storage request,
        Submission storage submission,
        uint256[] memory voters,
        uint256[] memory stakes,
        Seat[] memory seats
    ) private view returns (bool) {
        uint256 voted;
        uint64 drawn;
        for (uint256 i = 0; i < voters.length; ++i) {
            voted += stakes[i];
            drawn |= uint64(1 << voters[i]);
        }
        uint256 seated;
        uint64 excluded = submission.excluded;
        for (uint256 seat = 0; seat < seats.length; ++seat) if (!_has(excluded, seat)) seated += seats[seat].stakeRao;
        uint64 assigned = submission.assigned;
        return voters.length >= request.terms.quorum && voted * 2 >= seated
            && MarketMath.bitCount(drawn & assigned) * 2 > MarketMath.bitCount(assigned);
    }

    function _awardPoints(
        uint64 assigned,
        uint256[] memory voters,
        uint256[] memory scores,
        uint256 median,
        uint256 tolerance,
        Seat[] memory seats
    ) private pure returns (uint64 outliers) {
        for (uint256 i = 0; i < voters.length; ++i) {
            uint256 deviation = MarketMath.distance(scores[i], median);
            if (deviation > tolerance) {
                outliers |= uint64(1 << voters[i]);
                continue;
            }
            uint256 agreement = PPM - (deviation * PPM) / (tolerance + 1);
            uint256 weight = _has(assigned, voters[i]) ? ASSIGNED_WEIGHT : 1;
            Seat memory seat = seats[voters[i]];
            seat.points += uint64((weight * agreement * seat.timelinessPpm) / PPM);
        }
    }

    /// @dev A passing submission's part of the miners' pool and of the bonuses.
    function _weigh(Request storage request, Submission storage submission, uint256 median) private {
        Terms storage terms = request.terms;
        uint256 bonus;
        uint256 elapsed = submission.committedBlock - request.openedBlock;
        if (elapsed < terms.earlyBlocks) {
            bonus = (uint256(terms.earlyBonusPpm) * (terms.earlyBlocks - elapsed)) / terms.earlyBlocks;
        }
        if (_founderRank[submission.hotkey] == 0) _founderRank[submission.hotkey] = ++_founders;
        if (_founderRank[submission.hotkey] <= terms.founderSeats) bonus += terms.founderBonusPpm;
        submission.bonusPpm = uint32(bonus);
        request.totalWeight += uint64(_weightOf(request, median));
    }

    function _weightOf(Request storage request, uint256 median) private view returns (uint256) {
        return request.terms.absolutePayout ? median : median - request.terms.thresholdPpm + 1;
    }

    /// @dev All shares at once, because a coldkey's cap changes the parts of the others.
    function _setShares(uint256 requestId, Request storage request, uint256 count) private {
        Submission[] storage submissions = _submissions[requestId];
        uint256[] memory groupOf = new uint256[](count);
        uint256[] memory weights = new uint256[](count);
        Group[] memory groups = new Group[](count);
        uint256 groupCount;
        for (uint256 i = 0; i < count; ++i) {
            Submission storage submission = submissions[i];
            if (submission.status != SubmissionStatus.Passed) continue;
            weights[i] = _weightOf(request, submission.medianPpm);
            bytes32 coldkey = submission.coldkey;
            uint256 group = 0;
            while (group < groupCount && groups[group].coldkey != coldkey) ++group;
            if (group == groupCount) {
                groups[group].coldkey = coldkey;
                ++groupCount;
            }
            groups[group].weight += weights[i];
            groupOf[i] = group;
        }
        Pool memory pool = _poolOf(request, groups, groupCount);

        uint256 wanted;
        uint256 paid;
        for (uint256 i = 0; i < count; ++i) {
            if (weights[i] == 0) continue;
            Group memory group = groups[groupOf[i]];
            uint256 share = group.isCapped
                ? (pool.rao * pool.capPpm * weights[i]) / (PPM * group.weight)
                : (pool.rao * pool.restPpm * weights[i]) / (PPM * pool.restWeight);
            weights[i] = share;
            paid += share;
            wanted += share * submissions[i].bonusPpm;
        }
        if (request.terms.absolutePayout) request.unearnedRao = uint64(pool.rao - paid);
        uint256 bonuses = _addBonuses(requestId, request, weights, wanted);
        request.bonusRao = uint64(bonuses);
        request.minersRao = uint64(paid + bonuses);
    }

    /// @dev A coldkey whose part would be above the cap has the cap; the others share the rest by weight, and so on. In an
    /// absolute payout nothing is passed on.
    function _poolOf(Request storage request, Group[] memory groups, uint256 count)
        private
        view
        returns (Pool memory pool)
    {
        pool.rao = (uint256(request.bountyRao) * MINERS_PPM) / PPM;
        pool.capPpm = request.terms.coldkeyCapPpm;
        if (pool.capPpm < PPM / count) pool.capPpm = PPM / count;
        pool.restPpm = PPM;
        pool.restWeight = request.totalWeight;
        bool isAbsolute = request.terms.absolutePayout;
        if (isAbsolute && pool.restWeight < PPM) pool.restWeight = PPM;
        for (uint256 round = 0; round < count; ++round) {
            uint256 most = count;
            for (uint256 i = 0; i < count; ++i) {
                if (groups[i].isCapped || (most < count && groups[i].weight <= groups[most].weight)) continue;
                most = i;
            }
            if (most == count || pool.restPpm * groups[most].weight <= pool.capPpm * pool.restWeight) break;
            groups[most].isCapped = true;
            if (isAbsolute) continue;
            pool.restPpm -= pool.capPpm;
            pool.restWeight -= groups[most].weight;
        }
    }

    /// @param shares in rao; 0 where a submission did not pass.
    function _addBonuses(uint256 requestId, Request storage request, uint256[] memory shares, uint256 wanted)
        private
        returns (uint256 bonuses)
    {
        uint256 most = _treasuryPool(request);
        Submission[] storage submissions = _submissions[requestId];
        for (uint256 i = 0; i < shares.length; ++i) {
            Submission storage submission = submissions[i];
            if (submission.status != SubmissionStatus.Passed) continue;
            uint256 own = shares[i] * submission.bonusPpm;
            uint256 bonus = own == 0 ? 0 : wanted <= most * PPM ? own / PPM : (most * own) / wanted;
            bonuses += bonus;
            submission.shareRao = uint64(shares[i] + bonus);
            emit ShareSet(requestId, i, uint64(shares[i] + bonus));
        }
    }

    function _payElector(uint256 requestId, Request storage request, uint256 seat) private {
        Elector storage elector = _electors[requestId][seat];
        address account = _accountOf(elector.hotkey);
        if (elector.lockedRao > 0) {
            _bonds[account].lockedRao -= elector.lockedRao;
            elector.lockedRao = 0;
            _bondChanged(account);
        }
        if (elector.points == 0 || request.totalWeight == 0) return;
        bytes32 hotkey = elector.hotkey;
        if (_validatorRank[hotkey] == 0) _validatorRank[hotkey] = ++_rankedValidators;
        uint256 share = (_validatorPool(request) * elector.points) / request.totalPoints;
        if (_validatorRank[hotkey] <= request.terms.earlyValidatorSeats) {
            share += (share * _earlyValidatorPpm(request)) / PPM;
        }
        request.validatorsRao += uint64(share);
        _credit(requestId, account, share);
    }

    /// @dev As the terms have it, or what the treasury's part less the miners' bonuses gives to all electors alike.
    function _earlyValidatorPpm(Request storage request) private view returns (uint256 ppm) {
        ppm = request.terms.earlyValidatorPpm;
        uint256 most = ((_treasuryPool(request) - request.bonusRao) * PPM) / _validatorPool(request);
        if (ppm > most) ppm = most;
    }

    function _finish(uint256 requestId, Request storage request) private {
        if (request.totalWeight == 0) {
            _refund(requestId, request);
            return;
        }
        uint256 unrevealed = _submissions[requestId].length - request.revealedCount;
        request.settledBlock = uint64(block.number);
        request.stage = Stage.Settled;
        uint64 rest = request.bountyRao - request.minersRao - request.validatorsRao - request.unearnedRao;
        _credit(requestId, _treasury, rest + unrevealed * request.terms.submissionDepositRao);
        _credit(requestId, request.requester, request.unearnedRao);
        _payBenchmarkOwner(requestId, request);
        emit RequestSettled(requestId, request.minersRao, request.validatorsRao, rest);
    }

    function _treasuryPool(Request storage request) private view returns (uint256) {
        return request.bountyRao - (uint256(request.bountyRao) * MINERS_PPM) / PPM - _validatorPool(request);
    }

    function _validatorPool(Request storage request) private view returns (uint256) {
        return (uint256(request.bountyRao) * VALIDATORS_PPM) / PPM;
    }

    function _loadSeats(uint256 requestId, Request storage request) private view returns (Seat[] memory seats) {
        Elector[] storage electors = _electors[requestId];
        uint256 begin = request.drawnBlock;
        uint256 window = request.terms.scoreCommitBlocks;
        seats = new Seat[](electors.length);
        for (uint256 i = 0; i < seats.length; ++i) {
            seats[i].stakeRao = electors[i].stakeRao;
            uint256 late = 2 * (uint256(electors[i].committedBlock) - (electors[i].committedBlock == 0 ? 0 : begin));
            seats[i].timelinessPpm = uint32(late <= window ? PPM : PPM - (PPM * (late - window)) / (2 * window));
        }
    }

    function _votes(uint256 requestId, Request storage request, uint256 index, Seat[] memory seats)
        private
        view
        returns (uint256[] memory voters, uint256[] memory scores, uint256[] memory stakes)
    {
        uint64 voting = request.revealedSeats & ~request.struckSeats & ~_submissions[requestId][index].excluded;
        uint256 most = MarketMath.bitCount(voting);
        voters = new uint256[](most);
        scores = new uint256[](most);
        stakes = new uint256[](most);
        uint256 count;
        for (uint256 seat = 0; seat < seats.length; ++seat) {
            uint32 score = _scoreOf(requestId, index, seat, voting);
            if (score == NO_SCORE) continue;
            voters[count] = seat;
            scores[count] = score;
            stakes[count++] = seats[seat].stakeRao;
        }
        assembly ("memory-safe") {
            mstore(voters, count)
            mstore(scores, count)
            mstore(stakes, count)
        }
    }
}
