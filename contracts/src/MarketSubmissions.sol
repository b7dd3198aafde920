// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IMarketCore} from "../interfaces/IMarket.sol";
import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";
import {RegisteredBenchmark, Request, Stage, Submission, SubmissionStatus, Terms} from "../interfaces/MarketTypes.sol";
import {ISubnet} from "../interfaces/Precompiles.sol";
import {MarketBase} from "./MarketBase.sol";
import {PPM, WEI_PER_RAO} from "./MarketConstants.sol";

/// @dev Opening a request; sealed submissions, committed up to the deadline and revealed after it.
abstract contract MarketSubmissions is MarketBase, IMarketCore {
    ISubnet internal constant SUBNET = ISubnet(0x0000000000000000000000000000000000000802);
    /// @inheritdoc IMarketCore
    uint256 public constant MAX_SUBMISSIONS = 64;
    /// @inheritdoc IMarketCore
    /// @dev About 90 days of 12-second blocks.
    uint64 public constant MAX_WINDOW_BLOCKS = 648_000;
    /// @inheritdoc IMarketCore
    /// @dev 0.001 TAO, for bounties and challenge bonds: below this the shares would be dust.
    uint64 public constant MIN_RAO = 1_000_000;
    /// @inheritdoc IMarketCore
    /// @dev 0.01 TAO: what a request costs everybody's clients to look at.
    uint64 public constant OPENING_FEE_RAO = 10_000_000;
    uint256 private constant MIN_ASSIGNED = 3;
    uint256 private constant MAX_ASSIGNED = 16;
    uint256 private constant MAX_BONUS_PPM = 10 * PPM;
    uint256 private constant MAX_THRESHOLD_PPM = 950_000;
    uint256 private constant MIN_SPREAD_PPM = 10_000;
    uint256 private constant MIN_FLOOR_PPM = 1_000;
    uint256 private constant MAX_FLOOR_PPM = 200_000;
    uint256 private constant MIN_CAP_PPM = 100_000;
    /// @dev Of a CIDv1 with a one-byte codec and sha2-256: 36 bytes, `b` before them.
    uint256 private constant CID_TEXT_BYTES = 59;

    /// @inheritdoc IMarketCore
    uint16 public immutable netuid;
    /// @inheritdoc IMarketCore
    uint32 public immutable minWindowBlocks;

    /// @inheritdoc IMarketCore
    function open(
        Terms calldata terms,
        bytes32 benchmarkCommitment,
        string calldata specCid,
        string calldata licenceCid
    ) external payable returns (uint256 requestId) {
        _requireCid(specCid);
        _requireOptionalCid(licenceCid);
        uint256 beside = uint256(OPENING_FEE_RAO) + terms.benchmarkDepositRao + terms.benchmarkFeeRao;
        uint256 value = msg.value / WEI_PER_RAO;
        if (value < beside + MIN_RAO || value > type(uint64).max / 2) revert WrongValue(beside + MIN_RAO);
        _requireValue(value);
        uint256 bounty = value - beside;
        _checkTerms(terms, bounty);
        _checkBenchmark(terms, benchmarkCommitment);
        uint256 seats = _countElectors(terms.validatorBondRao);
        if (seats < terms.quorum) revert TooFewElectors(seats, terms.quorum);

        requestId = _requests.length;
        Request storage request = _requests.push();
        request.terms = terms;
        request.benchmarkCommitment = benchmarkCommitment;
        request.requester = msg.sender;
        request.openedBlock = uint64(block.number);
        request.bountyRao = uint64(bounty);
        request.escrowRao = uint64(value);
        request.holdsDeposit = terms.benchmarkDepositRao > 0;
        request.specCid = specCid;
        request.licenceCid = licenceCid;
        emit RequestOpened(requestId, msg.sender, uint64(bounty), specCid, terms);
        _credit(requestId, _treasury, OPENING_FEE_RAO);
    }

    /// @inheritdoc IMarketCore
    function topUp(uint256 requestId) external payable {
        Request storage request = _requestIn(requestId, Stage.Open);
        _requireUntil(request.terms.deadlineBlock);
        uint256 rao = msg.value / WEI_PER_RAO;
        if (rao == 0 || rao + request.escrowRao > type(uint64).max / 2) revert WrongValue(1);
        _requireValue(rao);
        request.bountyRao += uint64(rao);
        request.escrowRao += uint64(rao);
        emit BountyRaised(requestId, msg.sender, uint64(rao));
    }

    /// @inheritdoc IMarketCore
    function extend(uint256 requestId, uint64 deadlineBlock) external {
        Request storage request = _ownRequest(requestId);
        _checkDeadline(deadlineBlock, request.openedBlock);
        if (deadlineBlock <= request.terms.deadlineBlock) revert InvalidTerms(1);
        request.terms.deadlineBlock = deadlineBlock;
        emit DeadlineExtended(requestId, deadlineBlock);
    }

    /// @inheritdoc IMarketCore
    function cancel(uint256 requestId) external {
        Request storage request = _ownRequest(requestId);
        if (_submissions[requestId].length > 0) revert AlreadyDone();
        _refund(requestId, request);
    }

    /// @inheritdoc IMarketCore
    function commitSubmission(
        uint256 requestId,
        uint16 uid,
        bytes32 commitment,
        string calldata sealedCid,
        bytes32[] calldata invitation
    ) external payable returns (uint256 index) {
        Request storage request = _requestIn(requestId, Stage.Open);
        _requireUntil(request.terms.deadlineBlock);
        _requireCid(sealedCid);
        _requireValue(request.terms.submissionDepositRao);
        if (uid >= SUBNET.getUidCount(netuid)) revert NotTheHotkey();
        bytes32 hotkey = SUBNET.getHotkey(netuid, uid);
        if (_accountOf(hotkey) != msg.sender) revert NotTheHotkey();
        bytes32 root = request.terms.inviteRoot;
        if (root != bytes32(0) && !MerkleProof.verifyCalldata(invitation, root, _inviteLeaf(hotkey))) {
            revert NotAllowed();
        }
        if (_hasCommitted[requestId][hotkey]) revert AlreadyDone();
        bytes32 coldkey = SUBNET.getColdkey(netuid, uid);
        index = _submissions[requestId].length;
        if (index >= MAX_SUBMISSIONS || _ofColdkey[requestId][coldkey] >= request.terms.maxPerColdkey) {
            revert LimitReached();
        }

        _hasCommitted[requestId][hotkey] = true;
        _ofColdkey[requestId][coldkey] += 1;
        request.escrowRao += request.terms.submissionDepositRao;
        Submission storage submission = _submissions[requestId].push();
        submission.hotkey = hotkey;
        submission.coldkey = coldkey;
        submission.commitment = commitment;
        submission.committedBlock = uint64(block.number);
        submission.sealedCid = sealedCid;
        emit SubmissionCommitted(requestId, index, hotkey, commitment, sealedCid);
    }

    /// @inheritdoc IMarketCore
    function revealSubmission(
        uint256 requestId,
        uint256 index,
        string calldata plainCid,
        bytes32 keyHash,
        bytes32 salt,
        string calldata keyBoxCid
    ) external {
        Request storage request = _requestIn(requestId, Stage.Open);
        Submission storage submission = _submission(requestId, index);
        _requireAfter(request.terms.deadlineBlock);
        _requireUntil(_revealEnd(request));
        _requireCanonicalCid(plainCid);
        _requireOptionalCid(keyBoxCid);
        bytes32 hotkey = submission.hotkey;
        if (_accountOf(hotkey) != msg.sender) revert NotTheHotkey();
        if (submission.status != SubmissionStatus.Sealed) revert AlreadyDone();
        bytes32 commitment =
            keccak256(abi.encode(block.chainid, address(this), requestId, hotkey, plainCid, keyHash, salt));
        if (commitment != submission.commitment) revert CommitmentMismatch();

        submission.keyHash = keyHash;
        submission.plainCid = plainCid;
        submission.keyBoxCid = keyBoxCid;
        submission.revealedBlock = uint32(block.number);
        request.revealedCount += 1;
        if (request.revealedCount == _submissions[requestId].length) request.revealClosedBlock = uint64(block.number);
        emit SubmissionRevealed(requestId, index, keyHash, plainCid, keyBoxCid);
        _keepEarliest(requestId, index, keccak256(bytes(plainCid)));
        _credit(requestId, msg.sender, request.terms.submissionDepositRao);
    }

    /// @dev The caller's own, before its deadline.
    function _ownRequest(uint256 requestId) private view returns (Request storage request) {
        request = _requestIn(requestId, Stage.Open);
        if (request.requester != msg.sender) revert NotAllowed();
        _requireUntil(request.terms.deadlineBlock);
    }

    /// @dev The end of a request that pays nobody: bounty, the benchmark's deposit where nobody has shown a package for
    /// it, and its fee where nobody was asked to score with it, go back; lost deposits go to the treasury.
    function _refund(uint256 requestId, Request storage request) internal {
        uint256 unrevealed = _submissions[requestId].length - request.revealedCount;
        request.stage = Stage.Refunded;
        request.settledBlock = uint64(block.number);
        _credit(requestId, _treasury, unrevealed * request.terms.submissionDepositRao);
        uint256 back = request.bountyRao;
        if (request.revealedCount == 0 && request.holdsDeposit) {
            request.holdsDeposit = false;
            back += request.terms.benchmarkDepositRao;
        }
        _credit(requestId, request.requester, back);
        _payBenchmarkOwner(requestId, request);
        emit RequestRefunded(requestId, request.bountyRao);
    }

    function _payBenchmarkOwner(uint256 requestId, Request storage request) internal {
        address owner = request.drawnBlock == 0 ? request.requester : _benchmarks[request.benchmarkCommitment].owner;
        _credit(requestId, owner, request.terms.benchmarkFeeRao);
    }

    function _keepEarliest(uint256 requestId, uint256 index, bytes32 cidHash) private {
        Submission[] storage submissions = _submissions[requestId];
        uint256 known = _original[requestId][cidHash];
        if (known != 0 && known - 1 < index) {
            submissions[index].status = SubmissionStatus.Duplicate;
            emit SubmissionDuplicate(requestId, index, known - 1);
            return;
        }
        submissions[index].status = SubmissionStatus.Revealed;
        _original[requestId][cidHash] = index + 1;
        if (known == 0) return;
        submissions[known - 1].status = SubmissionStatus.Duplicate;
        emit SubmissionDuplicate(requestId, known - 1, index);
    }

    /// @dev How many electors could be seated in this block.
    function _countElectors(uint64 bondRao) internal view virtual returns (uint256);

    function _checkBenchmark(Terms calldata terms, bytes32 commitment) private view {
        RegisteredBenchmark storage registered = _benchmarks[commitment];
        bool isForeign = registered.owner != address(0) && registered.owner != msg.sender;
        if (isForeign ? terms.benchmarkFeeRao < registered.feeRao : terms.benchmarkFeeRao != 0) revert InvalidTerms(12);
    }

    /// @dev The number in `InvalidTerms` is the rule's in docs/market.md.
    function _checkTerms(Terms calldata terms, uint256 bounty) private view {
        _checkDeadline(terms.deadlineBlock, block.number);
        _checkWindow(terms.revealBlocks);
        _checkWindow(terms.scoreCommitBlocks);
        _checkWindow(terms.scoreRevealBlocks);
        _checkWindow(terms.challengeBlocks);
        _checkWindow(terms.juryBlocks);
        _checkWindow(terms.openBlocks);
        if (terms.thresholdPpm > MAX_THRESHOLD_PPM) revert InvalidTerms(3);
        if (terms.maxSpreadPpm < MIN_SPREAD_PPM || terms.maxSpreadPpm > PPM) revert InvalidTerms(3);
        if (terms.outlierFloorPpm < MIN_FLOOR_PPM || terms.outlierFloorPpm > MAX_FLOOR_PPM) revert InvalidTerms(4);
        if (terms.assignedPerSubmission < MIN_ASSIGNED || terms.assignedPerSubmission > MAX_ASSIGNED) {
            revert InvalidTerms(5);
        }
        if (terms.quorum == 0 || terms.quorum > terms.assignedPerSubmission) revert InvalidTerms(6);
        if (terms.maxPerColdkey == 0) revert InvalidTerms(7);
        if (
            terms.challengeBondRao < MIN_RAO || terms.challengeBondRao < terms.validatorBondRao
                || terms.challengeBondRao > bounty
        ) revert InvalidTerms(8);
        if (
            terms.earlyBonusPpm > MAX_BONUS_PPM || terms.founderBonusPpm > MAX_BONUS_PPM
                || terms.earlyValidatorPpm > MAX_BONUS_PPM
        ) revert InvalidTerms(9);
        if (terms.minerProceedsPpm > PPM || (terms.forSale && !terms.privateDelivery)) revert InvalidTerms(10);
        if (terms.submissionDepositRao > bounty) revert InvalidTerms(11);
        if (terms.benchmarkDepositRao > bounty || terms.benchmarkFeeRao > bounty) revert InvalidTerms(12);
        if ((terms.benchmarkDepositRao > 0) != (terms.benchmarkKeyHash != bytes32(0))) revert InvalidTerms(12);
        if (terms.coldkeyCapPpm < MIN_CAP_PPM || terms.coldkeyCapPpm > PPM) revert InvalidTerms(13);
        if (terms.parentRequest > _requests.length) revert InvalidTerms(14);
    }

    /// @param from MAX_WINDOW_BLOCKS count from here.
    function _checkDeadline(uint64 deadlineBlock, uint256 from) private view {
        if (deadlineBlock <= block.number || deadlineBlock > from + MAX_WINDOW_BLOCKS) revert InvalidTerms(1);
    }

    function _checkWindow(uint32 blocks) private view {
        if (blocks == 0 || blocks < minWindowBlocks || blocks > MAX_WINDOW_BLOCKS) revert InvalidTerms(2);
    }

    /// @dev As OpenZeppelin's tools for Merkle trees hash a leaf: twice, so that no node can pass for one.
    function _inviteLeaf(bytes32 hotkey) private pure returns (bytes32) {
        return keccak256(bytes.concat(keccak256(abi.encode(hotkey))));
    }

    /// @dev A CIDv1 of sha2-256 in base32 as text has one spelling, so that equal packages have equal CIDs: 59 letters,
    /// the first `b`, the last one with its two unused bits clear.
    function _requireCanonicalCid(string calldata cid) private pure {
        bytes calldata text = bytes(cid);
        if (text.length != CID_TEXT_BYTES || text[0] != "b") revert InvalidCid(text.length);
        for (uint256 i = 1; i < CID_TEXT_BYTES; ++i) {
            bytes1 letter = text[i];
            bool isLetter = letter >= "a" && letter <= "z";
            if (!isLetter && (letter < "2" || letter > "7")) revert InvalidCid(text.length);
            if (i + 1 < CID_TEXT_BYTES) continue;
            uint256 value = isLetter ? uint8(letter) - 97 : uint8(letter) - 24;
            if (value & 3 != 0) revert InvalidCid(text.length);
        }
    }
}
