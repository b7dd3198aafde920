// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// @notice What the market reads from 0x802 (subtensor `precompiles/src/metagraph.rs`).
interface ISubnet {
    function getUidCount(uint16 netuid) external view returns (uint16);
    function getHotkey(uint16 netuid, uint16 uid) external view returns (bytes32);
    function getColdkey(uint16 netuid, uint16 uid) external view returns (bytes32);
    function getValidatorStatus(uint16 netuid, uint16 uid) external view returns (bool);
}

/// @notice What the market reads from 0x805 (subtensor `precompiles/src/staking.rs`), in rao.
interface IStake {
    function getTotalAlphaStaked(bytes32 hotkey, uint256 netuid) external view returns (uint256);
}

/// @notice 0x800: pays a native account, named by its public key.
interface INativeTransfer {
    function transfer(bytes32 publicKey) external payable;
}
