// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Proxy} from "@openzeppelin/contracts/proxy/Proxy.sol";
import {IMarketAnnex} from "../interfaces/IMarket.sol";
import {
    BenchmarkKey,
    Bond,
    Challenge,
    Elector,
    KeyDelivery,
    NamedPrice,
    Purchase,
    RegisteredBenchmark,
    Request,
    Submission,
    Verdict
} from "../interfaces/MarketTypes.sol";
import {MAX_ELECTORS} from "./MarketConstants.sol";
import {MarketSales} from "./MarketSales.sol";

/// @title MarketAnnex
/// @notice The part of the market that Market runs by delegation: accounts, deliveries, sales and every read.
/// @dev Reads tell all that the events tell: frontier's log index knows nothing of `evm.call`.
/// What does not fit here either stands in MarketJury, which is run by a further delegation.
/// Called at its own address it has no requests, no bonds and no treasury, and can do nothing of use.
contract MarketAnnex is MarketSales, Proxy {
    /// @inheritdoc IMarketAnnex
    address public immutable jury;

    /// @dev Reverts with `InvalidPayee` where the jury has no code.
    /// @param jury_ a MarketJury.
    constructor(address jury_) {
        if (jury_.code.length == 0) revert InvalidPayee();
        jury = jury_;
    }

    /// @dev As Market's own, which is the one that is ever reached.
    receive() external payable {
        revert WrongValue(0);
    }

    function _implementation() internal view override returns (address) {
        return jury;
    }

    /// @inheritdoc IMarketAnnex
    function owedRao(address account) external view returns (uint64) {
        return _owedRao[account];
    }

    /// @inheritdoc IMarketAnnex
    function bondOf(address account) external view returns (Bond memory) {
        return _bonds[account];
    }

    /// @inheritdoc IMarketAnnex
    function treasury() external view returns (address holder, address proposed, uint64 fromBlock) {
        return (_treasury, _proposedTreasury, _treasuryFromBlock);
    }

    /// @inheritdoc IMarketAnnex
    function requestCount() external view returns (uint256) {
        return _requests.length;
    }

    /// @inheritdoc IMarketAnnex
    function getRequest(uint256 requestId) external view returns (Request memory) {
        return _request(requestId);
    }

    /// @inheritdoc IMarketAnnex
    function getSubmissions(uint256 requestId) external view returns (Submission[] memory) {
        return _submissions[requestId];
    }

    /// @inheritdoc IMarketAnnex
    function getElectors(uint256 requestId) external view returns (Elector[] memory) {
        return _electors[requestId];
    }

    /// @inheritdoc IMarketAnnex
    function getScores(uint256 requestId, uint256 seat) external view returns (uint32[] memory scores) {
        uint64 seats = _request(requestId).revealedSeats;
        scores = new uint32[](_submissions[requestId].length);
        for (uint256 i = 0; i < scores.length; ++i) scores[i] = _scoreOf(requestId, i, seat, seats);
    }

    /// @inheritdoc IMarketAnnex
    function getChallenges(uint256 requestId, uint256 from, uint256 count)
        external
        view
        returns (Challenge[] memory page)
    {
        Challenge[] storage all = _challenges[requestId];
        page = new Challenge[](_pageLength(all.length, from, count));
        for (uint256 i = 0; i < page.length; ++i) page[i] = all[from + i];
    }

    /// @inheritdoc IMarketAnnex
    function getVerdict(uint256 requestId, uint256 challengeId, uint256 round, uint256 seat)
        external
        view
        returns (Verdict memory)
    {
        if (round > 1) revert UnknownItem();
        return _verdicts[requestId][challengeId * 2 + round][seat];
    }

    /// @inheritdoc IMarketAnnex
    function getPurchases(uint256 requestId, uint256 index, uint256 from, uint256 count)
        external
        view
        returns (Purchase[] memory page)
    {
        Purchase[] storage all = _purchases[requestId][index];
        page = new Purchase[](_pageLength(all.length, from, count));
        for (uint256 i = 0; i < page.length; ++i) page[i] = all[from + i];
    }

    /// @inheritdoc IMarketAnnex
    function getKeyDeliveries(uint256 requestId, uint256 index) external view returns (KeyDelivery[] memory delivered) {
        mapping(uint256 => KeyDelivery) storage all = _deliveries[requestId][index];
        delivered = new KeyDelivery[](MAX_ELECTORS + 1);
        uint256 count;
        for (uint256 place = 0; place <= MAX_ELECTORS; ++place) {
            if (all[place].deliveredBlock != 0) delivered[count++] = all[place];
        }
        assembly ("memory-safe") {
            mstore(delivered, count)
        }
    }

    /// @inheritdoc IMarketAnnex
    function getBenchmarkKeys(uint256 requestId) external view returns (BenchmarkKey[] memory) {
        return _benchmarkKeys[requestId];
    }

    /// @inheritdoc IMarketAnnex
    function getBenchmark(bytes32 commitment) external view returns (RegisteredBenchmark memory) {
        return _benchmarks[commitment];
    }

    /// @inheritdoc IMarketAnnex
    function getNamedPrice(uint256 requestId, uint256 index, address buyer) external view returns (NamedPrice memory) {
        return _namedPrices[requestId][index][buyer];
    }

    function _pageLength(uint256 length, uint256 from, uint256 count) private pure returns (uint256) {
        if (from >= length) return 0;
        return count < length - from ? count : length - from;
    }

    /// @inheritdoc IMarketAnnex
    function founderRank(bytes32 hotkey) external view returns (uint256) {
        return _founderRank[hotkey];
    }

    /// @inheritdoc IMarketAnnex
    function validatorRank(bytes32 hotkey) external view returns (uint256) {
        return _validatorRank[hotkey];
    }
}
