// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IMarketErrors} from "../interfaces/IMarketErrors.sol";
import {IMarketEvents} from "../interfaces/IMarketEvents.sol";
import {
    BenchmarkKey,
    Bond,
    Challenge,
    Elector,
    KeyDelivery,
    NamedPrice,
    Purchase,
    RegisteredBenchmark,
    Request,
    Stage,
    Submission,
    Verdict
} from "../interfaces/MarketTypes.sol";
import {NO_SCORE, WEI_PER_RAO} from "./MarketConstants.sol";

/// @dev All storage of the market, in one place because two contracts share it (Market.sol), and the one way money
/// leaves a request: `_credit`.
abstract contract MarketBase is IMarketEvents, IMarketErrors {
    uint256 internal constant MAX_CID_BYTES = 100;

    Request[] internal _requests;
    mapping(uint256 requestId => Submission[]) internal _submissions;
    mapping(uint256 requestId => Elector[]) internal _electors;
    mapping(uint256 requestId => Challenge[]) internal _challenges;

    /// @notice What an account can claim, in rao.
    mapping(address account => uint64) internal _owedRao;
    mapping(address account => Bond) internal _bonds;
    /// @notice Receives the treasury's share of every settlement from now on.
    address internal _treasury;
    address internal _proposedTreasury;
    uint64 internal _treasuryFromBlock;

    mapping(uint256 requestId => mapping(bytes32 hotkey => bool)) internal _hasCommitted;
    mapping(uint256 requestId => mapping(bytes32 coldkey => uint256)) internal _ofColdkey;
    /// @dev Hash of a plaintext CID -> 1 + the submission that counts for it.
    mapping(uint256 requestId => mapping(bytes32 cidHash => uint256)) internal _original;
    /// @dev Eight scores of 32 bits a word, in the order of the submissions.
    mapping(uint256 requestId => mapping(uint256 seat => mapping(uint256 word => uint256))) internal _scores;
    mapping(uint256 requestId => mapping(uint256 juryId => mapping(uint256 seat => Verdict))) internal _verdicts;
    /// @dev Of a report, `index * MAX_ELECTORS + seat`: 2 times its rejected challenges, and 1 while one is open.
    mapping(uint256 requestId => mapping(uint256 report => uint256)) internal _challenged;
    /// @dev The hotkeys that passed first in this market, numbered from 1.
    mapping(bytes32 hotkey => uint256) internal _founderRank;
    uint256 internal _founders;
    /// @dev The hotkeys of electors that earned points first in this market, numbered from 1.
    mapping(bytes32 hotkey => uint256) internal _validatorRank;
    uint256 internal _rankedValidators;
    mapping(uint256 requestId => mapping(uint256 index => Purchase[])) internal _purchases;
    mapping(uint256 requestId => mapping(uint256 index => mapping(address buyer => bool))) internal _hadFree;
    mapping(uint256 requestId => mapping(address account => bool)) internal _hasShownBenchmark;
    mapping(uint256 requestId => BenchmarkKey[]) internal _benchmarkKeys;
    mapping(bytes32 commitment => RegisteredBenchmark) internal _benchmarks;
    mapping(uint256 requestId => mapping(uint256 index => mapping(address buyer => NamedPrice))) internal _namedPrices;
    /// @dev By seat; the miner's own at MAX_ELECTORS.
    mapping(uint256 requestId => mapping(uint256 index => mapping(uint256 place => KeyDelivery))) internal _deliveries;

    function _request(uint256 requestId) internal view returns (Request storage) {
        if (requestId >= _requests.length) revert UnknownRequest();
        return _requests[requestId];
    }

    function _requestIn(uint256 requestId, Stage stage) internal view returns (Request storage request) {
        request = _request(requestId);
        if (request.stage != stage) revert WrongStage(request.stage);
    }

    function _submission(uint256 requestId, uint256 index) internal view returns (Submission storage) {
        if (index >= _submissions[requestId].length) revert UnknownItem();
        return _submissions[requestId][index];
    }

    /// @dev The seat, when the caller is the hotkey that sits in it.
    function _ownSeat(uint256 requestId, uint256 seat) internal view returns (Elector storage elector) {
        if (seat >= _electors[requestId].length) revert UnknownItem();
        elector = _electors[requestId][seat];
        if (_accountOf(elector.hotkey) != msg.sender) revert NotTheHotkey();
    }

    function _credit(uint256 requestId, address account, uint256 rao) internal {
        if (rao == 0) return;
        _requests[requestId].escrowRao -= uint64(rao);
        _owedRao[account] += uint64(rao);
        emit Credited(requestId, account, uint64(rao));
    }

    /// @dev Takes up to `rao` of what an elector has locked for this request into the request's escrow.
    function _takeLocked(Request storage request, Elector storage elector, uint256 rao) internal returns (uint64 taken) {
        taken = rao < elector.lockedRao ? uint64(rao) : elector.lockedRao;
        if (taken == 0) return 0;
        address account = _accountOf(elector.hotkey);
        elector.lockedRao -= taken;
        _bonds[account].activeRao -= taken;
        _bonds[account].lockedRao -= taken;
        request.escrowRao += taken;
        _bondChanged(account);
    }

    function _freeBond(address account) internal view returns (uint64) {
        Bond storage bond = _bonds[account];
        return bond.activeRao - bond.lockedRao;
    }

    function _bondChanged(address account) internal {
        Bond storage bond = _bonds[account];
        emit BondChanged(account, bond.activeRao, bond.lockedRao, bond.leavingRao, bond.leavesBlock);
    }

    /// @dev The score of a seat among `seats`, or NO_SCORE where it gave none.
    function _scoreOf(uint256 requestId, uint256 index, uint256 seat, uint64 seats) internal view returns (uint32) {
        if (!_has(seats, seat)) return NO_SCORE;
        return uint32(_scores[requestId][seat][index / 8] >> ((index % 8) * 32));
    }

    function _requireValue(uint256 rao) internal view {
        if (msg.value != rao * WEI_PER_RAO) revert WrongValue(rao);
    }

    function _requireAfter(uint256 block_) internal view {
        if (block.number <= block_) revert TooEarly(block_ + 1);
    }

    function _requireUntil(uint256 block_) internal view {
        if (block.number > block_) revert TooLate(block_);
    }

    function _requireCid(string calldata cid) internal pure {
        if (bytes(cid).length == 0) revert InvalidCid(0);
        _requireOptionalCid(cid);
    }

    function _requireOptionalCid(string calldata cid) internal pure {
        if (bytes(cid).length > MAX_CID_BYTES) revert InvalidCid(bytes(cid).length);
    }

    function _has(uint64 seats, uint256 seat) internal pure returns (bool) {
        return (seats >> seat) & 1 == 1;
    }

    function _accountOf(bytes32 publicKey) internal pure returns (address) {
        return address(bytes20(publicKey));
    }

    function _revealEnd(Request storage request) internal view returns (uint256) {
        if (request.revealClosedBlock != 0) return request.revealClosedBlock;
        return uint256(request.terms.deadlineBlock) + request.terms.revealBlocks;
    }

    function _scoreCommitEnd(Request storage request) internal view returns (uint256) {
        if (request.scoreCommitClosedBlock != 0) return request.scoreCommitClosedBlock;
        return uint256(request.drawnBlock) + request.terms.scoreCommitBlocks;
    }

    /// @dev Commits that end early let the reveals begin early, and end no earlier: whoever comes back by the terms is in
    /// time.
    function _scoreRevealEnd(Request storage request) internal view returns (uint256) {
        if (request.scoreRevealClosedBlock != 0) return request.scoreRevealClosedBlock;
        return uint256(request.drawnBlock) + request.terms.scoreCommitBlocks + request.terms.scoreRevealBlocks;
    }

    function _challengeEnd(Request storage request) internal view returns (uint256) {
        return _scoreRevealEnd(request) + request.terms.challengeBlocks;
    }
}
