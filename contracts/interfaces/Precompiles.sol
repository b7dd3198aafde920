// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

// What the market calls of subtensor's precompiles: functions of the chain itself at fixed addresses, without code.

/// @title ISubnet
/// @notice What the market reads from 0x802 (subtensor `precompiles/src/metagraph.rs`).
interface ISubnet {
    /// @param netuid The subnet.
    /// @return How many neurons it has; their uids are 0 up to this number less 1.
    function getUidCount(uint16 netuid) external view returns (uint16);

    /// @notice Fails where no neuron has this uid.
    /// @param netuid The subnet.
    /// @param uid The neuron's number.
    /// @return Public key of the neuron's hotkey.
    function getHotkey(uint16 netuid, uint16 uid) external view returns (bytes32);

    /// @notice Fails where no neuron has this uid.
    /// @param netuid The subnet.
    /// @param uid The neuron's number.
    /// @return Public key of the coldkey that owns the neuron's hotkey.
    function getColdkey(uint16 netuid, uint16 uid) external view returns (bytes32);

    /// @param netuid The subnet.
    /// @param uid The neuron's number.
    /// @return Whether the neuron has a validator permit.
    function getValidatorStatus(uint16 netuid, uint16 uid) external view returns (bool);
}

/// @title IStake
/// @notice What the market reads from 0x805 (subtensor `precompiles/src/staking.rs`).
interface IStake {
    /// @param hotkey Public key of a hotkey.
    /// @param netuid The subnet; 0 is the root.
    /// @return Alpha staked to the hotkey on this subnet by everyone together, in rao.
    function getTotalAlphaStaked(bytes32 hotkey, uint256 netuid) external view returns (uint256);
}

/// @title INativeTransfer
/// @notice What the market calls at 0x800.
interface INativeTransfer {
    /// @notice Pays the value sent to a native account.
    /// @param publicKey The account's public key.
    function transfer(bytes32 publicKey) external payable;
}
