// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// @notice Bittensor's balance transfer precompile (0x800): pays a native ss58 account, named by its public key.
interface IBalanceTransfer {
    function transfer(bytes32 publicKey) external payable;
}
