// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IMarketCore} from "../interfaces/IMarket.sol";
import {Elector, Request, Stage, Submission, SubmissionStatus} from "../interfaces/MarketTypes.sol";
import {IStake} from "../interfaces/Precompiles.sol";
import {MAX_ELECTORS, NO_SCORE, PPM, SEED_DELAY_BLOCKS} from "./MarketConstants.sol";
import {MarketMath} from "./MarketMath.sol";
import {MarketSubmissions} from "./MarketSubmissions.sol";

/// @dev Seats and stake in one block, the draw by a later block's hash, scores by commit and reveal.
abstract contract MarketScoring is MarketSubmissions {
    IStake private constant STAKE = IStake(0x0000000000000000000000000000000000000805);
    /// @inheritdoc IMarketCore
    /// @dev Bounds the snapshot; a subnet has 256 neurons.
    uint256 public constant MAX_UIDS = 1024;
    /// @inheritdoc IMarketCore
    /// @dev A day for the draw to be made in.
    uint64 public constant DRAW_BLOCKS = 7200;

    /// @inheritdoc IMarketCore
    uint32 public immutable rootWeightPpm;

    /// @inheritdoc IMarketCore
    function snapshot(uint256 requestId) external {
        Request storage request = _requestIn(requestId, Stage.Open);
        _requireAfter(_revealEnd(request));
        _requireUntil(_revealEnd(request) + DRAW_BLOCKS);
        if (request.revealedCount == 0) revert NothingOwed();

        (uint256[] memory uids, uint256[] memory stakes, uint256 count) = _readElectors(request.terms.validatorBondRao);
        if (count < request.terms.quorum) revert TooFewElectors(count, request.terms.quorum);
        for (uint256 seat = 0; seat < count; ++seat) {
            Elector storage elector = _electors[requestId].push();
            uint16 uid = uint16(uids[seat]);
            elector.hotkey = SUBNET.getHotkey(netuid, uid);
            elector.coldkey = SUBNET.getColdkey(netuid, uid);
            elector.stakeRao = uint64(stakes[seat]);
        }
        request.stage = Stage.Seeded;
        request.snapshotBlock = uint32(block.number);
        request.seedBlock = uint64(block.number) + SEED_DELAY_BLOCKS;
        emit ElectorsSeated(requestId, count, request.seedBlock);
    }

    /// @inheritdoc IMarketCore
    function draw(uint256 requestId, uint256 steps) external {
        Request storage request = _requestIn(requestId, Stage.Seeded);
        _requireUntil(_revealEnd(request) + DRAW_BLOCKS);
        if (request.seed == bytes32(0)) {
            _requireAfter(request.seedBlock);
            bytes32 hash = blockhash(request.seedBlock);
            if (hash == bytes32(0)) {
                request.seedBlock = uint64(block.number) + SEED_DELAY_BLOCKS;
                emit SeedMissed(requestId, request.seedBlock);
                return;
            }
            request.seed = keccak256(abi.encode(hash, requestId));
        }

        Elector[] memory electors = _electors[requestId];
        uint256 cursor = request.cursor;
        uint256 count = _submissions[requestId].length;
        for (; steps > 0 && cursor < count; --steps) {
            _assign(requestId, cursor, electors, request.seed, request.terms.assignedPerSubmission);
            ++cursor;
        }
        if (cursor == count) {
            request.stage = Stage.Scoring;
            request.drawnBlock = uint64(block.number);
            cursor = 0;
            emit ScoringBegan(requestId, request.seed);
        }
        request.cursor = uint32(cursor);
    }

    /// @inheritdoc IMarketCore
    function commitScores(uint256 requestId, uint256 seat, bytes32 commitment) external {
        Request storage request = _requestIn(requestId, Stage.Scoring);
        Elector storage elector = _ownSeat(requestId, seat);
        _requireUntil(_scoreCommitEnd(request));
        if (elector.committedBlock != 0) revert AlreadyDone();
        uint64 bond = request.terms.validatorBondRao;
        if (_freeBond(msg.sender) < bond) revert BondTooSmall();

        _bonds[msg.sender].lockedRao += bond;
        elector.lockedRao = bond;
        elector.commitment = commitment;
        elector.committedBlock = uint32(block.number);
        request.committedCount += 1;
        if (request.committedCount == _electors[requestId].length) request.scoreCommitClosedBlock = uint64(block.number);
        _bondChanged(msg.sender);
        emit ScoresCommitted(requestId, seat, commitment);
    }

    /// @inheritdoc IMarketCore
    function revealScores(
        uint256 requestId,
        uint256 seat,
        uint32[] calldata scoresPpm,
        string calldata reportsCid,
        bytes32 salt
    ) external {
        Request storage request = _requestIn(requestId, Stage.Scoring);
        Elector storage elector = _ownSeat(requestId, seat);
        _requireAfter(_scoreCommitEnd(request));
        _requireUntil(_scoreRevealEnd(request));
        _requireCid(reportsCid);
        if (_has(request.revealedSeats, seat)) revert AlreadyDone();
        if (scoresPpm.length != _submissions[requestId].length) revert InvalidScore();
        bytes32 commitment = keccak256(
            abi.encode(block.chainid, address(this), requestId, elector.hotkey, scoresPpm, reportsCid, salt)
        );
        if (commitment != elector.commitment) revert CommitmentMismatch();

        uint256 word;
        for (uint256 i = 0; i < scoresPpm.length; ++i) {
            uint32 score = scoresPpm[i];
            if (score > PPM && score != NO_SCORE) revert InvalidScore();
            word |= uint256(score) << ((i % 8) * 32);
            if (i % 8 == 7 || i + 1 == scoresPpm.length) {
                _scores[requestId][seat][i / 8] = word;
                word = 0;
            }
        }
        request.revealedSeats |= uint64(1 << seat);
        if (MarketMath.bitCount(request.revealedSeats) == request.committedCount) {
            request.scoreRevealClosedBlock = uint64(block.number);
        }
        elector.revealedBlock = uint32(block.number);
        elector.reportsCid = reportsCid;
        emit ScoresRevealed(requestId, seat, scoresPpm, reportsCid);
    }

    function _assign(uint256 requestId, uint256 index, Elector[] memory electors, bytes32 seed, uint256 count) private {
        Submission storage submission = _submissions[requestId][index];
        if (submission.status != SubmissionStatus.Revealed) return;
        uint64 excluded;
        uint256[] memory weights = new uint256[](electors.length);
        for (uint256 seat = 0; seat < electors.length; ++seat) {
            if (electors[seat].hotkey == submission.hotkey || electors[seat].coldkey == submission.coldkey) {
                excluded |= uint64(1 << seat);
            } else {
                weights[seat] = electors[seat].stakeRao;
            }
        }
        submission.excluded = excluded;
        submission.assigned = MarketMath.draw(keccak256(abi.encode(seed, index)), weights, count);
        emit Assigned(requestId, index, submission.assigned);
    }

    function _countElectors(uint64 bondRao) internal view override returns (uint256 count) {
        (,, count) = _readElectors(bondRao);
    }

    /// @dev Up to MAX_ELECTORS uids with their stake, those with most stake where there are more. One an account: hotkeys
    /// whose first 20 bytes are equal share one bond, and the one with most stake has the seat.
    function _readElectors(uint64 bondRao)
        private
        view
        returns (uint256[] memory uids, uint256[] memory stakes, uint256 count)
    {
        uids = new uint256[](MAX_ELECTORS);
        stakes = new uint256[](MAX_ELECTORS);
        address[] memory accounts = new address[](MAX_ELECTORS);
        uint256 uidCount = SUBNET.getUidCount(netuid);
        for (uint256 uid = 0; uid < uidCount && uid < MAX_UIDS; ++uid) {
            if (!SUBNET.getValidatorStatus(netuid, uint16(uid))) continue;
            bytes32 hotkey = SUBNET.getHotkey(netuid, uint16(uid));
            address account = _accountOf(hotkey);
            uint256 stake = _stakeOf(hotkey);
            if (stake == 0 || _bonds[account].activeRao < bondRao) continue;
            uint256 seat = 0;
            while (seat < count && accounts[seat] != account) ++seat;
            if (seat == MAX_ELECTORS) {
                seat = 0;
                for (uint256 i = 1; i < MAX_ELECTORS; ++i) if (stakes[i] < stakes[seat]) seat = i;
            }
            if (seat == count) ++count;
            else if (stakes[seat] >= stake) continue;
            uids[seat] = uid;
            stakes[seat] = stake;
            accounts[seat] = account;
        }
    }

    function _stakeOf(bytes32 hotkey) private view returns (uint256 stake) {
        stake = STAKE.getTotalAlphaStaked(hotkey, netuid);
        if (netuid != 0) stake += (STAKE.getTotalAlphaStaked(hotkey, 0) * rootWeightPpm) / PPM;
        if (stake > type(uint64).max) stake = type(uint64).max;
    }
}
