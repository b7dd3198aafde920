// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {ReentrancyGuard} from "@openzeppelin/contracts/utils/ReentrancyGuard.sol";
import {IMarketAnnex} from "../interfaces/IMarket.sol";
import {Bond} from "../interfaces/MarketTypes.sol";
import {INativeTransfer} from "../interfaces/Precompiles.sol";
import {MarketBase} from "./MarketBase.sol";
import {WEI_PER_RAO} from "./MarketConstants.sol";

/// @dev What belongs to accounts rather than to a request: claims, validators' bonds, the treasury's address.
abstract contract MarketAccounts is MarketBase, IMarketAnnex, ReentrancyGuard {
    address private constant NATIVE_TRANSFER = 0x0000000000000000000000000000000000000800;
    /// @inheritdoc IMarketAnnex
    /// @dev Seven days of 12-second blocks.
    uint64 public constant COOLING_OFF_BLOCKS = 50_400;
    /// @inheritdoc IMarketAnnex
    uint64 public constant TREASURY_DELAY_BLOCKS = 50_400;

    /// @inheritdoc IMarketAnnex
    function claim(bytes32 payTo) external nonReentrant {
        if (payTo == bytes32(0)) revert InvalidPayee();
        uint64 rao = _takeOwed(payTo);
        _pay(NATIVE_TRANSFER, rao, abi.encodeCall(INativeTransfer.transfer, (payTo)));
    }

    /// @inheritdoc IMarketAnnex
    function claimToMirror() external nonReentrant {
        _pay(msg.sender, _takeOwed(bytes32(0)), "");
    }

    /// @inheritdoc IMarketAnnex
    function depositBond() external payable {
        uint256 rao = msg.value / WEI_PER_RAO;
        if (rao == 0 || rao > type(uint64).max || rao * WEI_PER_RAO != msg.value) revert WrongValue(rao);
        _bonds[msg.sender].activeRao += uint64(rao);
        _bondChanged(msg.sender);
    }

    /// @inheritdoc IMarketAnnex
    function requestWithdrawal(uint64 rao) external {
        Bond storage bond = _bonds[msg.sender];
        if (rao == 0 || rao > bond.activeRao - bond.lockedRao) revert BondTooSmall();
        bond.activeRao -= rao;
        bond.leavingRao += rao;
        bond.leavesBlock = uint64(block.number) + COOLING_OFF_BLOCKS;
        _bondChanged(msg.sender);
    }

    /// @inheritdoc IMarketAnnex
    function withdrawBond() external {
        Bond storage bond = _bonds[msg.sender];
        uint64 rao = bond.leavingRao;
        if (rao == 0) revert NothingOwed();
        if (block.number < bond.leavesBlock) revert TooEarly(bond.leavesBlock);
        bond.leavingRao = 0;
        _owedRao[msg.sender] += rao;
        _bondChanged(msg.sender);
    }

    /// @inheritdoc IMarketAnnex
    function proposeTreasury(address successor) external {
        if (msg.sender != _treasury) revert NotAllowed();
        _proposedTreasury = successor;
        _treasuryFromBlock = uint64(block.number) + TREASURY_DELAY_BLOCKS;
        emit TreasuryProposed(successor, _treasuryFromBlock);
    }

    /// @inheritdoc IMarketAnnex
    function acceptTreasury() external {
        if (msg.sender != _proposedTreasury) revert NotAllowed();
        if (block.number < _treasuryFromBlock) revert TooEarly(_treasuryFromBlock);
        _treasury = msg.sender;
        _proposedTreasury = address(0);
        emit TreasuryChanged(msg.sender);
    }

    function _takeOwed(bytes32 payTo) private returns (uint64 rao) {
        rao = _owedRao[msg.sender];
        if (rao == 0) revert NothingOwed();
        _owedRao[msg.sender] = 0;
        emit Claimed(msg.sender, payTo, rao);
    }

    /// @dev A low-level call: a precompile has no code, which a high-level call would refuse.
    function _pay(address to, uint64 rao, bytes memory data) private {
        (bool paid,) = to.call{value: uint256(rao) * WEI_PER_RAO}(data);
        if (!paid) revert PaymentFailed();
    }
}
