// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// @dev An account with code, as hostile as a payee can be: takes money, refuses it, uses up the gas, or comes back in.
contract Payee {
    enum Mode { Take, Refuse, Burn, Reenter }

    address public immutable market;
    Mode public mode;
    bytes[] public attacks;
    /// @notice Calls made while being paid, and how many of them went through.
    uint256 public tried;
    uint256 public succeeded;

    constructor(address market_) {
        market = market_;
    }

    function set(Mode mode_, bytes[] calldata attacks_) external {
        mode = mode_;
        attacks = attacks_;
    }

    /// @notice Calls the market in this contract's name.
    function act(bytes calldata data) external payable returns (bool ok, bytes memory answer) {
        return market.call{value: msg.value}(data);
    }

    receive() external payable {
        if (mode == Mode.Refuse) revert("no");
        while (mode == Mode.Burn) {}
        if (mode != Mode.Reenter) return;
        for (uint256 i = 0; i < attacks.length; ++i) {
            (bool ok,) = market.call(attacks[i]);
            ++tried;
            if (ok) ++succeeded;
        }
    }
}
