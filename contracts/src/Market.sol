// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Proxy} from "@openzeppelin/contracts/proxy/Proxy.sol";
import {IMarketCore} from "../interfaces/IMarket.sol";
import {WEI_PER_RAO} from "./MarketConstants.sol";
import {MarketSettlement} from "./MarketSettlement.sol";

/// @title Market
/// @notice Escrow for dataset requests on one Bittensor subnet: sealed submissions, validators drawn by a block hash,
/// scores by commit and reveal, challenges before a jury, payment by stake-weighted median. IMarket.sol documents every
/// function, docs/market.md the whole.
/// @dev No owner, no pause, no upgrade. msg.sender is the first 20 bytes of an sr25519 public key (`evm.call`). What does
/// not fit into 24 KiB stands in MarketAnnex, whose address is fixed here for good and whose code runs on this storage.
contract Market is MarketSettlement, Proxy {
    /// @inheritdoc IMarketCore
    uint256 public constant RESERVE_RAO = 500;

    /// @inheritdoc IMarketCore
    address public immutable annex;

    /// @dev Reverts with `InvalidPayee` where the treasury is the zero address or the annex has no code, and with
    /// `NoReserve` where the balance is below the reserve. Emits `TreasuryChanged`.
    /// @param netuid_ the subnet whose neurons take part.
    /// @param treasury_ receives the treasury's share.
    /// @param rootWeightPpm_ weight of root stake beside the subnet's own, in ppm: the chain's TaoWeight.
    /// @param minWindowBlocks_ shortest window a request may name: time enough for everyone to see it and to act.
    /// @param annex_ a MarketAnnex.
    constructor(uint16 netuid_, address treasury_, uint32 rootWeightPpm_, uint32 minWindowBlocks_, address annex_)
        payable
    {
        if (treasury_ == address(0) || annex_.code.length == 0) revert InvalidPayee();
        if (address(this).balance < RESERVE_RAO * WEI_PER_RAO) revert NoReserve(RESERVE_RAO);
        netuid = netuid_;
        rootWeightPpm = rootWeightPpm_;
        minWindowBlocks = minWindowBlocks_;
        annex = annex_;
        _treasury = treasury_;
        emit TreasuryChanged(treasury_);
    }

    /// @dev Money comes in only through the calls that say what it is for.
    receive() external payable {
        revert WrongValue(0);
    }

    function _implementation() internal view override returns (address) {
        return annex;
    }
}
