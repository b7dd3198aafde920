// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IMarketCore} from "../interfaces/IMarket.sol";
import {Request, Stage, Submission, SubmissionStatus, Terms} from "../interfaces/MarketTypes.sol";
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
    uint256 private constant MIN_ASSIGNED = 3;
    uint256 private constant MAX_ASSIGNED = 16;
    uint256 private constant MAX_BONUS_PPM = 10 * PPM;

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
        _checkTerms(terms);
        uint256 bounty = msg.value / WEI_PER_RAO;
        if (bounty < MIN_RAO || bounty > type(uint64).max / 2) revert WrongValue(MIN_RAO);
        _requireValue(bounty);

        requestId = _requests.length;
        Request storage request = _requests.push();
        request.terms = terms;
        request.benchmarkCommitment = benchmarkCommitment;
        request.requester = msg.sender;
        request.openedBlock = uint64(block.number);
        request.bountyRao = uint64(bounty);
        request.escrowRao = uint64(bounty);
        request.specCid = specCid;
        request.licenceCid = licenceCid;
        emit RequestOpened(requestId, msg.sender, uint64(bounty), specCid, terms);
    }

    /// @inheritdoc IMarketCore
    function commitSubmission(uint256 requestId, uint16 uid, bytes32 commitment, string calldata sealedCid)
        external
        payable
        returns (uint256 index)
    {
        Request storage request = _requestIn(requestId, Stage.Open);
        _requireUntil(request.terms.deadlineBlock);
        _requireCid(sealedCid);
        _requireValue(request.terms.submissionDepositRao);
        if (uid >= SUBNET.getUidCount(netuid)) revert NotTheHotkey();
        bytes32 hotkey = SUBNET.getHotkey(netuid, uid);
        if (_accountOf(hotkey) != msg.sender) revert NotTheHotkey();
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
        _requireCid(plainCid);
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
        emit SubmissionRevealed(requestId, index, keyHash, plainCid, keyBoxCid);
        _keepEarliest(requestId, index, keccak256(bytes(plainCid)));
        _credit(requestId, msg.sender, request.terms.submissionDepositRao);
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

    /// @dev The number in `InvalidTerms` is the rule's in docs/market.md.
    function _checkTerms(Terms calldata terms) private view {
        if (terms.deadlineBlock <= block.number || terms.deadlineBlock > block.number + MAX_WINDOW_BLOCKS) {
            revert InvalidTerms(1);
        }
        _checkWindow(terms.revealBlocks);
        _checkWindow(terms.scoreCommitBlocks);
        _checkWindow(terms.scoreRevealBlocks);
        _checkWindow(terms.challengeBlocks);
        _checkWindow(terms.juryBlocks);
        _checkWindow(terms.openBlocks);
        if (terms.thresholdPpm > PPM || terms.maxSpreadPpm > PPM) revert InvalidTerms(3);
        if (terms.outlierFloorPpm == 0 || terms.outlierFloorPpm > PPM) revert InvalidTerms(4);
        if (terms.assignedPerSubmission < MIN_ASSIGNED || terms.assignedPerSubmission > MAX_ASSIGNED) {
            revert InvalidTerms(5);
        }
        if (terms.quorum == 0 || terms.quorum > terms.assignedPerSubmission) revert InvalidTerms(6);
        if (terms.maxPerColdkey == 0) revert InvalidTerms(7);
        if (terms.challengeBondRao < MIN_RAO || terms.challengeBondRao > type(uint64).max / 2) revert InvalidTerms(8);
        if (terms.earlyBonusPpm > MAX_BONUS_PPM || terms.founderBonusPpm > MAX_BONUS_PPM) revert InvalidTerms(9);
        if (terms.minerProceedsPpm > PPM || (terms.forSale && !terms.privateDelivery)) revert InvalidTerms(10);
    }

    function _checkWindow(uint32 blocks) private view {
        if (blocks == 0 || blocks < minWindowBlocks || blocks > MAX_WINDOW_BLOCKS) revert InvalidTerms(2);
    }
}
