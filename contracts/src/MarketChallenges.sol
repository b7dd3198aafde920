// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IMarketAnnex} from "../interfaces/IMarket.sol";
import {
    Challenge,
    ChallengeStatus,
    Elector,
    Request,
    Stage,
    Submission,
    SubmissionStatus,
    Verdict
} from "../interfaces/MarketTypes.sol";
import {MarketAccounts} from "./MarketAccounts.sol";
import {MAX_ELECTORS, NO_SCORE, PPM, SEED_DELAY_BLOCKS} from "./MarketConstants.sol";
import {MarketMath} from "./MarketMath.sol";

/// @dev A report against a bond: a jury drawn anew runs it again. Only this takes a validator's bond.
abstract contract MarketChallenges is MarketAccounts {
    /// @inheritdoc IMarketAnnex
    uint256 public constant JURY_SIZE = 3;
    /// @inheritdoc IMarketAnnex
    /// @dev Below the 256 blocks whose hashes the EVM knows.
    uint64 public constant JURY_DRAW_BLOCKS = 200;
    uint256 private constant MIN_JURORS = 2;

    /// @inheritdoc IMarketAnnex
    function challenge(uint256 requestId, uint256 index, uint256 seat, string calldata evidenceCid)
        external
        payable
        returns (uint256 challengeId)
    {
        Request storage request = _requestIn(requestId, Stage.Scoring);
        Submission storage submission = _submission(requestId, index);
        _requireAfter(_scoreRevealEnd(request));
        _requireUntil(_challengeEnd(request));
        _requireCid(evidenceCid);
        _requireValue(request.terms.challengeBondRao);
        if (submission.status != SubmissionStatus.Revealed) revert WrongStatus(uint256(submission.status));
        if (seat >= _electors[requestId].length || _has(submission.excluded, seat)) revert UnknownItem();
        if (_scoreOf(requestId, index, seat, request.revealedSeats) == NO_SCORE) revert UnknownItem();
        if (_accountOf(_electors[requestId][seat].hotkey) == msg.sender) revert NotAllowed();
        uint256 report = index * MAX_ELECTORS + seat;
        if (_challenged[requestId][report] || _has(request.struckSeats, seat)) revert AlreadyDone();

        _challenged[requestId][report] = true;
        request.openChallenges += 1;
        request.escrowRao += request.terms.challengeBondRao;
        challengeId = _challenges[requestId].length;
        Challenge storage opened = _challenges[requestId].push();
        opened.challenger = msg.sender;
        opened.submissionIndex = uint8(index);
        opened.accusedSeat = uint8(seat);
        opened.seedBlock = uint64(block.number) + SEED_DELAY_BLOCKS;
        opened.deadlineBlock = opened.seedBlock + JURY_DRAW_BLOCKS;
        opened.evidenceCid = evidenceCid;
        emit ChallengeOpened(requestId, challengeId, msg.sender, index, seat, evidenceCid);
    }

    /// @inheritdoc IMarketAnnex
    function drawJury(uint256 requestId, uint256 challengeId) external {
        (Request storage request, Challenge storage current) = _challengeIn(requestId, challengeId, ChallengeStatus.Seeded);
        _requireAfter(current.seedBlock);
        _requireUntil(current.deadlineBlock);
        bytes32 seed = keccak256(abi.encode(blockhash(current.seedBlock), requestId, challengeId, "jury"));
        current.jurors = MarketMath.draw(seed, _juryWeights(requestId, request, current), JURY_SIZE);
        current.status = ChallengeStatus.Drawn;
        current.deadlineBlock = uint64(block.number) + request.terms.juryBlocks;
        emit JuryDrawn(requestId, challengeId, current.jurors);
    }

    /// @inheritdoc IMarketAnnex
    function commitVerdict(uint256 requestId, uint256 challengeId, uint256 seat, bytes32 commitment) external {
        (, Challenge storage current) = _challengeIn(requestId, challengeId, ChallengeStatus.Drawn);
        _ownSeat(requestId, seat);
        if (!_has(current.jurors, seat)) revert NotAllowed();
        _requireUntil(current.deadlineBlock);
        Verdict storage verdict = _verdicts[requestId][challengeId][seat];
        if (verdict.commitment != bytes32(0)) revert AlreadyDone();
        verdict.commitment = commitment;
        verdict.committedBlock = uint32(block.number);
        emit VerdictCommitted(requestId, challengeId, seat);
    }

    /// @inheritdoc IMarketAnnex
    function revealVerdict(
        uint256 requestId,
        uint256 challengeId,
        uint256 seat,
        uint32 scorePpm,
        string calldata reportCid,
        bytes32 salt
    ) external {
        (Request storage request, Challenge storage current) = _challengeIn(requestId, challengeId, ChallengeStatus.Drawn);
        bytes32 hotkey = _ownSeat(requestId, seat).hotkey;
        _requireAfter(current.deadlineBlock);
        _requireUntil(uint256(current.deadlineBlock) + request.terms.juryBlocks);
        _requireCid(reportCid);
        if (scorePpm > PPM) revert InvalidScore();
        if (_has(current.revealedJurors, seat)) revert AlreadyDone();
        Verdict storage verdict = _verdicts[requestId][challengeId][seat];
        bytes32 commitment = keccak256(
            abi.encode(block.chainid, address(this), requestId, challengeId, hotkey, scorePpm, reportCid, salt)
        );
        if (commitment != verdict.commitment) revert CommitmentMismatch();
        verdict.scorePpm = scorePpm;
        verdict.revealedBlock = uint32(block.number);
        verdict.reportCid = reportCid;
        current.revealedJurors |= uint64(1 << seat);
        emit VerdictRevealed(requestId, challengeId, seat, scorePpm, reportCid);
    }

    /// @inheritdoc IMarketAnnex
    function resolve(uint256 requestId, uint256 challengeId) external {
        Request storage request = _requestIn(requestId, Stage.Scoring);
        if (challengeId >= _challenges[requestId].length) revert UnknownItem();
        Challenge storage current = _challenges[requestId][challengeId];
        if (current.status > ChallengeStatus.Drawn) revert WrongStatus(uint256(current.status));
        if (current.status == ChallengeStatus.Seeded) {
            _requireAfter(current.deadlineBlock);
        } else if (current.jurors == 0 || current.revealedJurors != current.jurors) {
            _requireAfter(uint256(current.deadlineBlock) + request.terms.juryBlocks);
        }

        uint256 drawn = MarketMath.bitCount(current.jurors);
        uint256 revealed = MarketMath.bitCount(current.revealedJurors);
        request.openChallenges -= 1;
        current.resolvedBlock = uint32(block.number);
        if (revealed < MIN_JURORS || revealed * 2 <= drawn) {
            _inconclusive(requestId, challengeId, request, current);
        } else {
            _judge(requestId, challengeId, request, current, revealed);
        }
    }

    function _judge(
        uint256 requestId,
        uint256 challengeId,
        Request storage request,
        Challenge storage current,
        uint256 count
    ) private {
        (uint256[] memory seats, uint256[] memory scores) =
            _verdictsOf(requestId, challengeId, current.revealedJurors, count);
        uint256[] memory equal = new uint256[](count);
        for (uint256 i = 0; i < count; ++i) equal[i] = 1;
        (uint256 median,, uint256 tolerance) = MarketMath.consensus(scores, equal, request.terms.outlierFloorPpm);
        uint256 agreeing;
        for (uint256 i = 0; i < count; ++i) {
            if (MarketMath.distance(scores[i], median) <= tolerance) ++agreeing;
            else seats[i] = MAX_ELECTORS;
        }
        current.medianPpm = uint32(median);
        if (agreeing * 2 <= count) {
            _inconclusive(requestId, challengeId, request, current);
            return;
        }
        uint256 reported = _scoreOf(requestId, current.submissionIndex, current.accusedSeat, request.revealedSeats);
        if (MarketMath.distance(reported, median) > tolerance) {
            _uphold(requestId, challengeId, request, current, seats, agreeing);
        } else {
            _reject(requestId, challengeId, request, current, seats, agreeing);
        }
    }

    function _uphold(
        uint256 requestId,
        uint256 challengeId,
        Request storage request,
        Challenge storage current,
        uint256[] memory seats,
        uint256 agreeing
    ) private {
        Elector storage accused = _electors[requestId][current.accusedSeat];
        address account = _accountOf(accused.hotkey);
        uint64 slashed = accused.lockedRao;
        accused.lockedRao = 0;
        _bonds[account].activeRao -= slashed;
        _bonds[account].lockedRao -= slashed;
        request.escrowRao += slashed;
        request.struckSeats |= uint64(1 << current.accusedSeat);
        current.status = ChallengeStatus.Upheld;
        current.slashedRao = uint64(slashed);
        _bondChanged(account);
        emit ChallengeResolved(requestId, challengeId, ChallengeStatus.Upheld, current.medianPpm, slashed);

        uint256 toChallenger = slashed / 2;
        uint256 toJurors = _payJurors(requestId, seats, slashed / 4 / agreeing);
        _credit(requestId, current.challenger, toChallenger + request.terms.challengeBondRao);
        _credit(requestId, _treasury, slashed - toChallenger - toJurors);
    }

    function _reject(
        uint256 requestId,
        uint256 challengeId,
        Request storage request,
        Challenge storage current,
        uint256[] memory seats,
        uint256 agreeing
    ) private {
        current.status = ChallengeStatus.Rejected;
        emit ChallengeResolved(requestId, challengeId, ChallengeStatus.Rejected, current.medianPpm, 0);
        uint256 bond = request.terms.challengeBondRao;
        uint256 toAccused = bond / 2;
        uint256 toJurors = _payJurors(requestId, seats, (bond - toAccused) / agreeing);
        _credit(requestId, _accountOf(_electors[requestId][current.accusedSeat].hotkey), toAccused);
        _credit(requestId, _treasury, bond - toAccused - toJurors);
    }

    function _inconclusive(
        uint256 requestId,
        uint256 challengeId,
        Request storage request,
        Challenge storage current
    ) private {
        current.status = ChallengeStatus.Inconclusive;
        _challenged[requestId][uint256(current.submissionIndex) * MAX_ELECTORS + current.accusedSeat] = false;
        emit ChallengeResolved(requestId, challengeId, ChallengeStatus.Inconclusive, current.medianPpm, 0);
        _credit(requestId, current.challenger, request.terms.challengeBondRao);
    }

    function _payJurors(uint256 requestId, uint256[] memory seats, uint256 each) private returns (uint256 paid) {
        for (uint256 i = 0; i < seats.length; ++i) {
            if (seats[i] == MAX_ELECTORS) continue;
            _credit(requestId, _accountOf(_electors[requestId][seats[i]].hotkey), each);
            paid += each;
        }
    }

    function _verdictsOf(uint256 requestId, uint256 challengeId, uint64 jurors, uint256 count)
        private
        view
        returns (uint256[] memory seats, uint256[] memory scores)
    {
        seats = new uint256[](count);
        scores = new uint256[](count);
        uint256 next;
        for (uint256 seat = 0; seat < MAX_ELECTORS; ++seat) {
            if (!_has(jurors, seat)) continue;
            seats[next] = seat;
            scores[next++] = _verdicts[requestId][challengeId][seat].scorePpm;
        }
    }

    /// @dev Stake of those who may judge; of those who have not scored the submission only, where they are enough.
    function _juryWeights(uint256 requestId, Request storage request, Challenge storage current)
        private
        view
        returns (uint256[] memory weights)
    {
        Elector[] storage electors = _electors[requestId];
        uint256 count = electors.length;
        uint64 barred = _submissions[requestId][current.submissionIndex].excluded | request.struckSeats;
        bytes32 accusedColdkey = electors[current.accusedSeat].coldkey;
        bytes32 challengerColdkey = _coldkeyOf(electors, current.challenger);
        uint256[] memory fresh = new uint256[](count);
        weights = new uint256[](count);
        uint256 freshCount;
        for (uint256 seat = 0; seat < count; ++seat) {
            Elector storage elector = electors[seat];
            if (_has(barred, seat) || elector.coldkey == accusedColdkey || elector.coldkey == challengerColdkey) continue;
            weights[seat] = elector.stakeRao;
            if (_scoreOf(requestId, current.submissionIndex, seat, request.revealedSeats) == NO_SCORE) {
                fresh[seat] = elector.stakeRao;
                ++freshCount;
            }
        }
        if (freshCount >= JURY_SIZE) weights = fresh;
    }

    /// @dev Of the elector whose hotkey or coldkey has this account; 0 for anyone else.
    function _coldkeyOf(Elector[] storage electors, address account) private view returns (bytes32) {
        for (uint256 seat = 0; seat < electors.length; ++seat) {
            bytes32 coldkey = electors[seat].coldkey;
            if (_accountOf(electors[seat].hotkey) == account || _accountOf(coldkey) == account) return coldkey;
        }
        return bytes32(0);
    }

    function _challengeIn(uint256 requestId, uint256 challengeId, ChallengeStatus status)
        private
        view
        returns (Request storage request, Challenge storage current)
    {
        request = _requestIn(requestId, Stage.Scoring);
        if (challengeId >= _challenges[requestId].length) revert UnknownItem();
        current = _challenges[requestId][challengeId];
        if (current.status != status) revert WrongStatus(uint256(current.status));
    }
}
