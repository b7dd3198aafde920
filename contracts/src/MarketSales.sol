// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IMarketAnnex} from "../interfaces/IMarket.sol";
import {
    BenchmarkKey,
    KeyDelivery,
    NamedPrice,
    Purchase,
    RegisteredBenchmark,
    Request,
    Stage,
    Submission,
    SubmissionStatus
} from "../interfaces/MarketTypes.sol";
import {MarketAccounts} from "./MarketAccounts.sol";
import {MAX_ELECTORS, PPM} from "./MarketConstants.sol";

/// @dev After a settlement: a share is paid when its package can be read; private datasets can be sold.
abstract contract MarketSales is MarketAccounts {
    /// @inheritdoc IMarketAnnex
    uint256 public constant MAX_SEALED_KEY_BYTES = 200;
    /// @inheritdoc IMarketAnnex
    /// @dev A week to release a key to a buyer, then the price goes back.
    uint64 public constant KEY_RELEASE_BLOCKS = 50_400;

    /// @inheritdoc IMarketAnnex
    function openPackage(uint256 requestId, uint256 index, bytes32 key) external {
        Request storage request = _requestIn(requestId, Stage.Settled);
        Submission storage submission = _payable(requestId, index);
        if (request.terms.privateDelivery) revert NotAllowed();
        if (keccak256(abi.encode(key)) != submission.keyHash) revert InvalidKey();
        submission.packageKey = key;
        emit PackageOpened(requestId, index, key);
        _payMiner(requestId, request, submission);
    }

    /// @inheritdoc IMarketAnnex
    function deliverKey(uint256 requestId, uint256 index, uint256 seat, bytes calldata sealedKey) external {
        Request storage request = _requestIn(requestId, Stage.Settled);
        Submission storage submission = _submission(requestId, index);
        if (!request.terms.privateDelivery) revert NotAllowed();
        if (_accountOf(submission.hotkey) == msg.sender) {
            seat = MAX_ELECTORS;
        } else {
            _ownSeat(requestId, seat);
            if (!_has(request.revealedSeats, seat)) revert NotAllowed();
        }
        _requireSealedKey(sealedKey);
        KeyDelivery storage delivery = _deliveries[requestId][index][seat];
        delivery.by = msg.sender;
        delivery.deliveredBlock = uint64(block.number);
        delivery.sealedKey = sealedKey;
        emit KeyDelivered(requestId, index, msg.sender, sealedKey);
        if (submission.status == SubmissionStatus.Opened) return;
        _payMiner(requestId, request, _payable(requestId, index));
    }

    /// @inheritdoc IMarketAnnex
    function forfeit(uint256 requestId, uint256 index) external {
        Request storage request = _requestIn(requestId, Stage.Settled);
        Submission storage submission = _payable(requestId, index);
        _requireAfter(uint256(request.settledBlock) + request.terms.openBlocks);
        submission.status = SubmissionStatus.Forfeited;
        submission.closedBlock = uint32(block.number);
        emit ShareForfeited(requestId, index, submission.shareRao);
        _credit(requestId, request.requester, submission.shareRao);
    }

    /// @inheritdoc IMarketAnnex
    function buy(uint256 requestId, uint256 index, bytes32 buyerKey) external payable returns (uint256 purchaseId) {
        Request storage request = _requestIn(requestId, Stage.Settled);
        Submission storage submission = _submission(requestId, index);
        if (!request.terms.forSale || submission.status != SubmissionStatus.Opened) revert NotForSale();
        if (buyerKey == bytes32(0)) revert InvalidKey();
        uint64 price = priceFor(requestId, index, msg.sender);
        _requireValue(price);
        if (price == 0 && request.terms.priceRao > 0 && !_isNamed(requestId, index, msg.sender)) {
            _hadFree[requestId][index][msg.sender] = true;
            submission.freeTaken += 1;
        }
        request.escrowRao += price;
        Purchase[] storage purchases = _purchases[requestId][index];
        purchaseId = purchases.length;
        Purchase storage purchase = purchases.push();
        purchase.buyer = msg.sender;
        purchase.paidRao = price;
        purchase.boughtBlock = uint64(block.number);
        purchase.buyerKey = buyerKey;
        emit Bought(requestId, index, purchaseId, msg.sender, buyerKey, price);
    }

    /// @inheritdoc IMarketAnnex
    function priceFor(uint256 requestId, uint256 index, address buyer) public view returns (uint64) {
        Request storage request = _request(requestId);
        NamedPrice storage named = _namedPrices[requestId][index][buyer];
        if (_isNamed(requestId, index, buyer)) {
            return uint64((named.minerPrice > named.requesterPrice ? named.minerPrice : named.requesterPrice) - 1);
        }
        bool free = _submission(requestId, index).freeTaken < request.terms.freeBuyers
            && !_hadFree[requestId][index][buyer];
        return free ? 0 : request.terms.priceRao;
    }

    /// @inheritdoc IMarketAnnex
    function namePrice(uint256 requestId, uint256 index, address buyer, uint64 rao) external {
        Request storage request = _requestIn(requestId, Stage.Settled);
        Submission storage submission = _submission(requestId, index);
        if (!request.terms.forSale) revert NotForSale();
        NamedPrice storage named = _namedPrices[requestId][index][buyer];
        bool isMiner = _accountOf(submission.hotkey) == msg.sender;
        if (isMiner) named.minerPrice = uint128(rao) + 1;
        if (request.requester == msg.sender) named.requesterPrice = uint128(rao) + 1;
        else if (!isMiner) revert NotAllowed();
        emit PriceNamed(requestId, index, buyer, msg.sender, rao);
    }

    /// @inheritdoc IMarketAnnex
    function releaseKey(uint256 requestId, uint256 index, uint256 purchaseId, bytes calldata sealedKey) external {
        Request storage request = _request(requestId);
        Purchase storage purchase = _openPurchase(requestId, index, purchaseId);
        address miner = _accountOf(_submissions[requestId][index].hotkey);
        if (msg.sender != miner && msg.sender != request.requester) revert NotAllowed();
        _requireUntil(uint256(purchase.boughtBlock) + KEY_RELEASE_BLOCKS);
        _requireSealedKey(sealedKey);
        purchase.closed = true;
        purchase.closedBlock = uint64(block.number);
        purchase.sealedKey = sealedKey;
        emit KeyReleased(requestId, index, purchaseId, sealedKey);
        uint256 toMiner = (uint256(purchase.paidRao) * request.terms.minerProceedsPpm) / PPM;
        _credit(requestId, miner, toMiner);
        _credit(requestId, request.requester, purchase.paidRao - toMiner);
    }

    /// @inheritdoc IMarketAnnex
    function refundPurchase(uint256 requestId, uint256 index, uint256 purchaseId) external {
        Purchase storage purchase = _openPurchase(requestId, index, purchaseId);
        _requireAfter(uint256(purchase.boughtBlock) + KEY_RELEASE_BLOCKS);
        purchase.closed = true;
        purchase.closedBlock = uint64(block.number);
        emit PurchaseRefunded(requestId, index, purchaseId);
        _credit(requestId, purchase.buyer, purchase.paidRao);
    }

    /// @inheritdoc IMarketAnnex
    function revealBenchmark(uint256 requestId, uint256 seat, bytes32 key) external {
        Request storage request = _request(requestId);
        if (request.stage < Stage.Settled) revert WrongStage(request.stage);
        address owner = _benchmarks[request.benchmarkCommitment].owner;
        if (msg.sender != request.requester && msg.sender != owner) {
            _ownSeat(requestId, seat);
            if (!_has(request.revealedSeats, seat)) revert NotAllowed();
        }
        if (_hasShownBenchmark[requestId][msg.sender]) revert AlreadyDone();
        _hasShownBenchmark[requestId][msg.sender] = true;
        _benchmarkKeys[requestId].push(BenchmarkKey({by: msg.sender, revealedBlock: uint64(block.number), key: key}));
        emit BenchmarkRevealed(requestId, msg.sender, key);
        if (!request.holdsDeposit || keccak256(abi.encode(key)) != request.terms.benchmarkKeyHash) return;
        request.holdsDeposit = false;
        _credit(requestId, request.requester, request.terms.benchmarkDepositRao);
    }

    /// @inheritdoc IMarketAnnex
    function forfeitDeposit(uint256 requestId) external {
        Request storage request = _request(requestId);
        if (request.stage < Stage.Settled) revert WrongStage(request.stage);
        if (!request.holdsDeposit) revert NothingOwed();
        _requireAfter(uint256(request.settledBlock) + request.terms.openBlocks);
        request.holdsDeposit = false;
        emit DepositForfeited(requestId, request.terms.benchmarkDepositRao);
        _credit(requestId, _treasury, request.terms.benchmarkDepositRao);
    }

    /// @inheritdoc IMarketAnnex
    function registerBenchmark(bytes32 commitment, uint64 feeRao, string calldata cid) external {
        _requireCid(cid);
        if (_benchmarks[commitment].owner != address(0)) revert AlreadyDone();
        _benchmarks[commitment] = RegisteredBenchmark({owner: msg.sender, feeRao: feeRao, cid: cid});
        emit BenchmarkRegistered(commitment, msg.sender, feeRao, cid);
    }

    /// @dev Whether both sellers have named a price for this buyer.
    function _isNamed(uint256 requestId, uint256 index, address buyer) private view returns (bool) {
        NamedPrice storage named = _namedPrices[requestId][index][buyer];
        return named.minerPrice > 0 && named.requesterPrice > 0;
    }

    /// @dev A submission whose share is still held.
    function _payable(uint256 requestId, uint256 index) private view returns (Submission storage submission) {
        submission = _submission(requestId, index);
        if (submission.status != SubmissionStatus.Passed) revert WrongStatus(uint256(submission.status));
    }

    function _payMiner(uint256 requestId, Request storage request, Submission storage submission) private {
        _requireUntil(uint256(request.settledBlock) + request.terms.openBlocks);
        submission.status = SubmissionStatus.Opened;
        submission.closedBlock = uint32(block.number);
        _credit(requestId, _accountOf(submission.hotkey), submission.shareRao);
    }

    function _openPurchase(uint256 requestId, uint256 index, uint256 purchaseId)
        private
        view
        returns (Purchase storage purchase)
    {
        if (purchaseId >= _purchases[requestId][index].length) revert UnknownItem();
        purchase = _purchases[requestId][index][purchaseId];
        if (purchase.closed) revert AlreadyDone();
    }

    function _requireSealedKey(bytes calldata sealedKey) private pure {
        if (sealedKey.length == 0 || sealedKey.length > MAX_SEALED_KEY_BYTES) revert InvalidKey();
    }
}
