// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {ReentrancyGuard} from "@openzeppelin/contracts/utils/ReentrancyGuard.sol";
import "../interfaces/MarketTypes.sol";
import {MarketBase} from "./MarketBase.sol";
import {INativeTransfer} from "../interfaces/Precompiles.sol";

/// @dev What belongs to accounts rather than to a request: claims, validators' bonds, the treasury's address.
abstract contract MarketAccounts is MarketBase, ReentrancyGuard {
    address private constant NATIVE_TRANSFER = 0x0000000000000000000000000000000000000800;
    /// @dev Seven days of 12-second blocks.
    uint64 public constant COOLING_OFF_BLOCKS = 50_400;
    uint64 public constant TREASURY_DELAY_BLOCKS = 50_400;

    /// @notice Pays everything the caller is owed to the native account with the public key `payTo`.
    function claim(bytes32 payTo) external nonReentrant {
        if (payTo == bytes32(0)) revert InvalidPayee();
        uint64 rao = _takeOwed(payTo);
        _pay(NATIVE_TRANSFER, rao, abi.encodeCall(INativeTransfer.transfer, (payTo)));
    }

    /// @notice Pays everything the caller is owed to its own EVM address.
    function claimToMirror() external nonReentrant {
        _pay(msg.sender, _takeOwed(bytes32(0)), "");
    }

    /// @notice Adds the sent value to the caller's bond.
    function depositBond() external payable {
        uint256 rao = msg.value / WEI_PER_RAO;
        if (rao == 0 || rao > type(uint64).max || rao * WEI_PER_RAO != msg.value) revert WrongValue(rao);
        _bonds[msg.sender].activeRao += uint64(rao);
        _bondChanged(msg.sender);
    }

    /// @notice Starts taking `rao` of the bond back. It backs no seat from now on; a second request starts the wait anew.
    function requestWithdrawal(uint64 rao) external {
        Bond storage bond = _bonds[msg.sender];
        if (rao == 0 || rao > bond.activeRao - bond.lockedRao) revert BondTooSmall();
        bond.activeRao -= rao;
        bond.leavingRao += rao;
        bond.leavesBlock = uint64(block.number) + COOLING_OFF_BLOCKS;
        _bondChanged(msg.sender);
    }

    /// @notice After the cooling-off, turns what is leaving into a debt that `claim` pays.
    function withdrawBond() external {
        Bond storage bond = _bonds[msg.sender];
        uint64 rao = bond.leavingRao;
        if (rao == 0) revert NothingOwed();
        if (block.number < bond.leavesBlock) revert TooEarly(bond.leavesBlock);
        bond.leavingRao = 0;
        _owedRao[msg.sender] += rao;
        _bondChanged(msg.sender);
    }

    /// @notice Names the treasury's successor, or none: the zero address withdraws the proposal.
    function proposeTreasury(address successor) external {
        if (msg.sender != _treasury) revert NotAllowed();
        _proposedTreasury = successor;
        _treasuryFromBlock = uint64(block.number) + TREASURY_DELAY_BLOCKS;
        emit TreasuryProposed(successor, _treasuryFromBlock);
    }

    /// @notice The successor takes over once the delay has passed.
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
