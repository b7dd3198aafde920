// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IMarketJury} from "../interfaces/IMarket.sol";
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
import {MarketBase} from "./MarketBase.sol";
import {MAX_ELECTORS, NO_SCORE, PPM, SEED_DELAY_BLOCKS} from "./MarketConstants.sol";
import {MarketMath} from "./MarketMath.sol";

/// @title MarketJury
/// @notice The part of the market in which a report stands against a bond: a jury drawn anew runs it again, and a larger one
/// where either side asks for it. Market runs it by delegation, through MarketAnnex.
/// @dev Only this takes a bond. Called at its own address it has no requests and can do nothing of use.
contract MarketJury is MarketBase, IMarketJury {
    /// @inheritdoc IMarketJury
    uint256 public constant JURY_TICKETS = 3;
    /// @inheritdoc IMarketJury
    uint256 public constant APPEAL_TICKETS = 7;
    /// @inheritdoc IMarketJury
    /// @dev Below the 256 blocks whose hashes the EVM knows.
    uint64 public constant JURY_DRAW_BLOCKS = 200;
    /// @inheritdoc IMarketJury
    uint256 public constant MAX_REJECTED = 3;
    /// @dev Of what a juror has locked: taken where it revealed nothing and the others judged, and where a larger jury
    /// found its verdict beyond what is tolerated.
    uint256 private constant ABSENCE_DIVISOR = 10;
    uint256 private constant LIE_DIVISOR = 2;

    /// @dev One jury's verdicts, ticket by ticket, and what they say.
    struct Findings {
        ChallengeStatus status;
        uint256 median;
        uint256 tolerance;
        /// Of the tickets whose juror revealed: the seat, and MAX_ELECTORS where its verdict is beyond the tolerance.
        uint256[] seats;
        uint256 agreeing;
    }

    /// @inheritdoc IMarketJury
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
        uint256 known = _challenged[requestId][report];
        if (known & 1 == 1 || _has(request.struckSeats, seat)) revert AlreadyDone();
        if (known / 2 >= MAX_REJECTED) revert LimitReached();

        _challenged[requestId][report] = known + 1;
        request.openChallenges += 1;
        request.escrowRao += request.terms.challengeBondRao;
        challengeId = _challenges[requestId].length;
        Challenge storage opened = _challenges[requestId].push();
        opened.challenger = msg.sender;
        opened.submissionIndex = uint8(index);
        opened.accusedSeat = uint8(seat);
        opened.openedBlock = uint32(block.number);
        opened.seedBlock = uint64(block.number) + SEED_DELAY_BLOCKS;
        opened.deadlineBlock = opened.seedBlock + JURY_DRAW_BLOCKS;
        opened.evidenceCid = evidenceCid;
        emit ChallengeOpened(requestId, challengeId, msg.sender, index, seat, evidenceCid);
    }

    /// @inheritdoc IMarketJury
    function drawJury(uint256 requestId, uint256 challengeId) external {
        (Request storage request, Challenge storage current) = _challengeIn(requestId, challengeId, ChallengeStatus.Seeded);
        _requireAfter(current.seedBlock);
        _requireUntil(current.deadlineBlock);
        bool isAppeal = current.appellant != address(0);
        bytes32 seed = keccak256(abi.encode(blockhash(current.seedBlock), requestId, challengeId, "jury"));
        (current.tickets, current.jurors) = MarketMath.drawTickets(
            seed, _juryWeights(requestId, request, current), isAppeal ? APPEAL_TICKETS : JURY_TICKETS
        );
        current.status = ChallengeStatus.Drawn;
        current.deadlineBlock = uint64(block.number) + request.terms.juryBlocks;
        emit JuryDrawn(requestId, challengeId, current.jurors, current.tickets);
        _lockJurors(requestId, request, current.jurors);
    }

    /// @inheritdoc IMarketJury
    function appeal(uint256 requestId, uint256 challengeId) external payable {
        (Request storage request, Challenge storage current) = _challengeIn(requestId, challengeId, ChallengeStatus.Drawn);
        _requireAfter(_verdictEnd(request, current));
        _requireUntil(_appealEnd(request, current));
        uint256 bond = 2 * uint256(request.terms.challengeBondRao);
        _requireValue(bond);
        if (current.appellant != address(0)) revert AlreadyDone();
        address accused = _accountOf(_electors[requestId][current.accusedSeat].hotkey);
        if (msg.sender != current.challenger && msg.sender != accused) revert NotAllowed();
        Findings memory found = _findings(requestId, challengeId, request, current);
        if (found.status == ChallengeStatus.Inconclusive) revert WrongStatus(uint256(found.status));

        request.escrowRao += uint64(bond);
        current.appellant = msg.sender;
        current.firstStatus = found.status;
        current.firstMedianPpm = uint32(found.median);
        current.firstJurors = current.jurors;
        current.firstTickets = current.tickets;
        current.firstDeadlineBlock = current.deadlineBlock;
        current.firstRevealed = current.revealedJurors;
        current.jurors = 0;
        current.tickets = 0;
        current.revealedJurors = 0;
        current.status = ChallengeStatus.Seeded;
        current.seedBlock = uint64(block.number) + SEED_DELAY_BLOCKS;
        current.deadlineBlock = current.seedBlock + JURY_DRAW_BLOCKS;
        emit ChallengeAppealed(requestId, challengeId, msg.sender, found.status, uint32(found.median));
    }

    /// @inheritdoc IMarketJury
    function commitVerdict(uint256 requestId, uint256 challengeId, uint256 seat, bytes32 commitment) external {
        (, Challenge storage current) = _challengeIn(requestId, challengeId, ChallengeStatus.Drawn);
        _ownSeat(requestId, seat);
        if (!_has(current.jurors, seat)) revert NotAllowed();
        _requireUntil(current.deadlineBlock);
        Verdict storage verdict = _verdicts[requestId][_juryId(challengeId, current)][seat];
        if (verdict.commitment != bytes32(0)) revert AlreadyDone();
        verdict.commitment = commitment;
        verdict.committedBlock = uint32(block.number);
        emit VerdictCommitted(requestId, challengeId, seat);
    }

    /// @inheritdoc IMarketJury
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
        Verdict storage verdict = _verdicts[requestId][_juryId(challengeId, current)][seat];
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

    /// @inheritdoc IMarketJury
    function resolve(uint256 requestId, uint256 challengeId) external {
        Request storage request = _requestIn(requestId, Stage.Scoring);
        if (challengeId >= _challenges[requestId].length) revert UnknownItem();
        Challenge storage current = _challenges[requestId][challengeId];
        if (current.status > ChallengeStatus.Drawn) revert WrongStatus(uint256(current.status));
        bool isAppeal = current.appellant != address(0);
        if (current.status == ChallengeStatus.Seeded) _requireAfter(current.deadlineBlock);
        else if (current.jurors == 0 || current.revealedJurors != current.jurors) {
            _requireAfter(_verdictEnd(request, current));
        }

        Findings memory found = _findings(requestId, challengeId, request, current);
        bool isConclusive = found.status != ChallengeStatus.Inconclusive;
        if (isConclusive && !isAppeal) _requireAfter(_appealEnd(request, current));
        request.openChallenges -= 1;
        current.resolvedBlock = uint32(block.number);
        current.medianPpm = uint32(found.median);
        uint256 absent = isConclusive ? _takeAbsent(requestId, request, current.jurors & ~current.revealedJurors) : 0;
        if (isAppeal) {
            absent += _takeAbsent(requestId, request, current.firstJurors & ~current.firstRevealed);
            _endAppeal(requestId, challengeId, request, current, found);
        }
        _credit(requestId, _treasury, absent);

        current.status = found.status;
        if (found.status == ChallengeStatus.Upheld) _uphold(requestId, request, current, found);
        else if (found.status == ChallengeStatus.Rejected) _reject(requestId, request, current, found);
        else _credit(requestId, current.challenger, request.terms.challengeBondRao);
        uint256 report = uint256(current.submissionIndex) * MAX_ELECTORS + current.accusedSeat;
        _challenged[requestId][report] += found.status == ChallengeStatus.Rejected ? 1 : 0;
        if (found.status == ChallengeStatus.Inconclusive) _challenged[requestId][report] -= 1;
        emit ChallengeResolved(requestId, challengeId, found.status, current.medianPpm, current.slashedRao);
    }

    /// @dev What an appeal changes: the bond of whoever called it, jurors of the first jury that the larger one refutes, and,
    /// where the larger one found nothing, the first jury's word stands.
    function _endAppeal(
        uint256 requestId,
        uint256 challengeId,
        Request storage request,
        Challenge storage current,
        Findings memory found
    ) private {
        uint256 bond = 2 * uint256(request.terms.challengeBondRao);
        if (found.status == ChallengeStatus.Inconclusive) {
            found.status = current.firstStatus;
            found.median = current.firstMedianPpm;
            current.medianPpm = current.firstMedianPpm;
            _credit(requestId, current.appellant, bond);
            return;
        }
        uint256 taken;
        for (uint256 seat = 0; seat < MAX_ELECTORS; ++seat) {
            if (!_has(current.firstRevealed, seat)) continue;
            uint256 score = _verdicts[requestId][challengeId * 2][seat].scorePpm;
            if (MarketMath.distance(score, found.median) <= found.tolerance) continue;
            Elector storage juror = _electors[requestId][seat];
            taken += _takeLocked(request, juror, juror.lockedRao / LIE_DIVISOR);
        }
        uint256 toJurors;
        if (found.status == current.firstStatus) {
            address accused = _accountOf(_electors[requestId][current.accusedSeat].hotkey);
            address winner = current.appellant == accused ? current.challenger : accused;
            _credit(requestId, winner, bond / 2);
            toJurors = _payJurors(requestId, found, bond - bond / 2 + taken);
            _credit(requestId, _treasury, bond - bond / 2 + taken - toJurors);
        } else {
            _credit(requestId, current.appellant, bond + taken / 2);
            toJurors = _payJurors(requestId, found, taken - taken / 2);
            _credit(requestId, _treasury, taken - taken / 2 - toJurors);
        }
    }

    function _uphold(uint256 requestId, Request storage request, Challenge storage current, Findings memory found) private {
        Elector storage accused = _electors[requestId][current.accusedSeat];
        uint64 slashed = _takeLocked(request, accused, accused.lockedRao);
        request.struckSeats |= uint64(1 << current.accusedSeat);
        current.slashedRao = slashed;
        uint256 toChallenger = slashed / 2;
        uint256 toJurors = _payJurors(requestId, found, slashed / 4);
        _credit(requestId, current.challenger, toChallenger + request.terms.challengeBondRao);
        _credit(requestId, _treasury, slashed - toChallenger - toJurors);
    }

    function _reject(uint256 requestId, Request storage request, Challenge storage current, Findings memory found) private {
        uint256 bond = request.terms.challengeBondRao;
        uint256 toAccused = bond / 2;
        uint256 toJurors = _payJurors(requestId, found, bond - toAccused);
        _credit(requestId, _accountOf(_electors[requestId][current.accusedSeat].hotkey), toAccused);
        _credit(requestId, _treasury, bond - toAccused - toJurors);
    }

    /// @dev Shares `rao` among the agreeing tickets. Nobody agrees where the larger jury of an appeal found nothing.
    function _payJurors(uint256 requestId, Findings memory found, uint256 rao) private returns (uint256 paid) {
        if (found.agreeing == 0) return 0;
        uint256 each = rao / found.agreeing;
        for (uint256 i = 0; i < found.seats.length; ++i) {
            if (found.seats[i] == MAX_ELECTORS) continue;
            _credit(requestId, _accountOf(_electors[requestId][found.seats[i]].hotkey), each);
            paid += each;
        }
    }

    /// @dev A juror that has not scored locks what a scorer does, as far as its bond is free.
    function _lockJurors(uint256 requestId, Request storage request, uint64 jurors) private {
        uint64 asked = request.terms.validatorBondRao;
        for (uint256 seat = 0; seat < MAX_ELECTORS; ++seat) {
            if (!_has(jurors, seat)) continue;
            Elector storage juror = _electors[requestId][seat];
            if (juror.lockedRao > 0) continue;
            address account = _accountOf(juror.hotkey);
            uint64 free = _freeBond(account);
            uint64 locked = asked < free ? asked : free;
            if (locked == 0) continue;
            juror.lockedRao = locked;
            _bonds[account].lockedRao += locked;
            _bondChanged(account);
        }
    }

    function _takeAbsent(uint256 requestId, Request storage request, uint64 absent) private returns (uint256 taken) {
        for (uint256 seat = 0; seat < MAX_ELECTORS; ++seat) {
            if (!_has(absent, seat)) continue;
            Elector storage juror = _electors[requestId][seat];
            taken += _takeLocked(request, juror, juror.lockedRao / ABSENCE_DIVISOR);
        }
    }

    /// @dev Inconclusive unless more than half of the tickets were revealed and more than half of those agree.
    function _findings(uint256 requestId, uint256 challengeId, Request storage request, Challenge storage current)
        private
        view
        returns (Findings memory found)
    {
        found.status = ChallengeStatus.Inconclusive;
        uint256 drawn = current.appellant == address(0) ? JURY_TICKETS : APPEAL_TICKETS;
        uint256[] memory scores = new uint256[](drawn);
        uint256[] memory equal = new uint256[](drawn);
        found.seats = new uint256[](drawn);
        uint256 count;
        uint256 juryId = _juryId(challengeId, current);
        for (uint256 k = 0; k < drawn; ++k) {
            uint256 seat = (current.tickets >> (8 * k)) & 0xff;
            if (seat >= MAX_ELECTORS || !_has(current.revealedJurors, seat)) continue;
            found.seats[count] = seat;
            equal[count] = 1;
            scores[count++] = _verdicts[requestId][juryId][seat].scorePpm;
        }
        _shorten(found.seats, count);
        if (count * 2 <= drawn) return found;
        _shorten(scores, count);
        _shorten(equal, count);
        (found.median,, found.tolerance) = MarketMath.consensus(scores, equal, request.terms.outlierFloorPpm);
        for (uint256 i = 0; i < count; ++i) {
            if (MarketMath.distance(scores[i], found.median) <= found.tolerance) ++found.agreeing;
            else found.seats[i] = MAX_ELECTORS;
        }
        if (found.agreeing * 2 <= count) {
            found.agreeing = 0;
            return found;
        }
        uint256 reported = _scoreOf(requestId, current.submissionIndex, current.accusedSeat, request.revealedSeats);
        found.status = MarketMath.distance(reported, found.median) > found.tolerance
            ? ChallengeStatus.Upheld
            : ChallengeStatus.Rejected;
    }

    function _shorten(uint256[] memory list, uint256 length) private pure {
        assembly ("memory-safe") {
            mstore(list, length)
        }
    }

    /// @dev The first jury of a challenge, and the larger one.
    function _juryId(uint256 challengeId, Challenge storage current) private view returns (uint256) {
        return challengeId * 2 + (current.appellant == address(0) ? 0 : 1);
    }

    function _verdictEnd(Request storage request, Challenge storage current) private view returns (uint256) {
        return uint256(current.deadlineBlock) + request.terms.juryBlocks;
    }

    function _appealEnd(Request storage request, Challenge storage current) private view returns (uint256) {
        return uint256(current.deadlineBlock) + 2 * uint256(request.terms.juryBlocks);
    }

    /// @dev Stake of those who may judge: everybody but the accused, the challenger, those with the coldkey of either or
    /// related to the submission, and those that lost their bond. Whoever has scored the submission may judge too: a jury
    /// of those alone that stayed away would be a jury of whoever stays away on purpose.
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
        weights = new uint256[](count);
        for (uint256 seat = 0; seat < count; ++seat) {
            Elector storage elector = electors[seat];
            if (_has(barred, seat) || elector.coldkey == accusedColdkey || elector.coldkey == challengerColdkey) continue;
            weights[seat] = elector.stakeRao;
        }
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
