// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IMarketCore} from "../interfaces/IMarket.sol";
import {Elector, Request, Stage, Submission, SubmissionStatus, Terms} from "../interfaces/MarketTypes.sol";
import {NO_SCORE, PPM} from "./MarketConstants.sol";
import {MarketMath} from "./MarketMath.sol";
import {MarketScoring} from "./MarketScoring.sol";

/// @dev Consensus and shares, in steps anybody can drive: first each submission's tally, then each submission's share,
/// then each elector's share and bond. Reads no precompile, so that nothing outside can stop it.
abstract contract MarketSettlement is MarketScoring {
    uint256 private constant MINERS_PPM = 700_000;
    uint256 private constant VALIDATORS_PPM = 250_000;
    uint256 private constant ASSIGNED_WEIGHT = 2;

    /// @dev One elector while a call tallies: read once, written once.
    struct Seat {
        uint64 stakeRao;
        uint32 timelinessPpm;
        uint64 points;
    }

    /// @inheritdoc IMarketCore
    function settle(uint256 requestId, uint256 steps) external {
        Request storage request = _request(requestId);
        if (request.stage == Stage.Open || request.stage == Stage.Seeded) {
            bool empty = request.stage == Stage.Open && request.revealedCount == 0;
            _requireAfter(_revealEnd(request) + (empty ? 0 : DRAW_BLOCKS));
            _finish(requestId, request);
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
        if (cursor == count && request.totalWeight == 0) cursor = 2 * count;
        for (; cursor >= count && cursor < 2 * count && steps > 0; --steps) {
            _setShare(requestId, request, cursor - count);
            ++cursor;
        }
        for (; cursor >= 2 * count && cursor < 2 * count + seats && steps > 0; --steps) {
            _payElector(requestId, request, cursor - 2 * count);
            ++cursor;
        }
        request.cursor = uint32(cursor);
        if (cursor == 2 * count + seats) _finish(requestId, request);
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
        if (voters.length < request.terms.quorum) {
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
        uint256 weight = median - terms.thresholdPpm + 1;
        submission.bonusPpm = uint32(bonus);
        request.totalWeight += uint64(weight);
        request.bonusWeight += uint128(weight * bonus);
    }

    function _setShare(uint256 requestId, Request storage request, uint256 index) private {
        Submission storage submission = _submissions[requestId][index];
        if (submission.status != SubmissionStatus.Passed) return;
        uint256 pool = (uint256(request.bountyRao) * MINERS_PPM) / PPM;
        uint256 treasuryPool = request.bountyRao - pool - _validatorPool(request);
        uint256 weight = uint256(submission.medianPpm) - request.terms.thresholdPpm + 1;
        uint256 share = (pool * weight) / request.totalWeight;
        uint256 bonusWeight = weight * submission.bonusPpm;
        if (bonusWeight > 0) {
            uint256 wanted = pool * request.bonusWeight;
            uint256 full = uint256(request.totalWeight) * PPM;
            share += wanted <= treasuryPool * full
                ? (pool * bonusWeight) / full
                : (treasuryPool * bonusWeight) / request.bonusWeight;
        }
        submission.shareRao = uint64(share);
        request.minersRao += uint64(share);
        emit ShareSet(requestId, index, uint64(share));
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
        uint256 share = (_validatorPool(request) * elector.points) / request.totalPoints;
        request.validatorsRao += uint64(share);
        _credit(requestId, account, share);
    }

    function _finish(uint256 requestId, Request storage request) private {
        uint256 unrevealed = _submissions[requestId].length - request.revealedCount;
        uint256 forfeited = unrevealed * request.terms.submissionDepositRao;
        request.settledBlock = uint64(block.number);
        if (request.totalWeight == 0) {
            request.stage = Stage.Refunded;
            _credit(requestId, _treasury, forfeited);
            _credit(requestId, request.requester, request.bountyRao);
            emit RequestRefunded(requestId, request.bountyRao);
            return;
        }
        request.stage = Stage.Settled;
        uint64 rest = request.bountyRao - request.minersRao - request.validatorsRao;
        _credit(requestId, _treasury, rest + forfeited);
        emit RequestSettled(requestId, request.minersRao, request.validatorsRao, rest);
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
