// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// @notice The subset of Bittensor's metagraph precompile (0x802) that the market reads.
interface IMetagraph {
    function getUidCount(uint16 netuid) external view returns (uint16);
    function getHotkey(uint16 netuid, uint16 uid) external view returns (bytes32);
    function getValidatorStatus(uint16 netuid, uint16 uid) external view returns (bool);
}
