// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Arrays} from "@openzeppelin/contracts/utils/Arrays.sol";

/// @dev The formulas of docs/market.md, over memory only.
library MarketMath {
    /// @dev 3 * 1.4826: three standard deviations of a normal distribution, in thousandths of the MAD.
    uint256 private constant MAD_FACTOR_MILLI = 4448;

    /// @notice Least value at which the weights up to it reach half of the total; 0 without values.
    /// @param values not larger than 2^128 each.
    function weightedMedian(uint256[] memory values, uint256[] memory weights) internal pure returns (uint256) {
        uint256 length = values.length;
        uint256[] memory keys = new uint256[](length);
        uint256 total;
        for (uint256 i = 0; i < length; ++i) {
            keys[i] = (values[i] << 128) | i;
            total += weights[i];
        }
        Arrays.sort(keys);
        uint256 below;
        for (uint256 i = 0; i < length; ++i) {
            below += weights[uint128(keys[i])];
            if (below * 2 >= total) return keys[i] >> 128;
        }
        return 0;
    }

    /// @notice Weighted median, median absolute deviation, and what still counts as agreement.
    function consensus(uint256[] memory scores, uint256[] memory weights, uint256 floorPpm)
        internal
        pure
        returns (uint256 median, uint256 spread, uint256 tolerance)
    {
        median = weightedMedian(scores, weights);
        uint256[] memory deviations = new uint256[](scores.length);
        for (uint256 i = 0; i < scores.length; ++i) deviations[i] = distance(scores[i], median);
        spread = weightedMedian(deviations, weights);
        tolerance = (spread * MAD_FACTOR_MILLI) / 1000;
        if (tolerance < floorPpm) tolerance = floorPpm;
    }

    /// @notice Draws up to `count` seats without replacement, each with a chance proportional to its weight.
    /// @param weights 0 where a seat may not be drawn; used up by the call.
    function draw(bytes32 seed, uint256[] memory weights, uint256 count) internal pure returns (uint64 seats) {
        uint256 total;
        for (uint256 i = 0; i < weights.length; ++i) total += weights[i];
        for (uint256 k = 0; k < count && total > 0; ++k) {
            uint256 point = uint256(keccak256(abi.encode(seed, k))) % total;
            uint256 seat = 0;
            while (point >= weights[seat]) point -= weights[seat++];
            total -= weights[seat];
            weights[seat] = 0;
            seats |= uint64(1 << seat);
        }
    }

    /// @notice Draws `count` tickets with replacement, each for a seat with a chance proportional to its weight, so that the
    /// expected part of the tickets is the part of the weight, however many seats it is spread over.
    /// @param count at most 8.
    /// @return tickets byte `k` from the right is the seat of ticket `k`, 0xff for none.
    /// @return seats every seat that has a ticket.
    function drawTickets(bytes32 seed, uint256[] memory weights, uint256 count)
        internal
        pure
        returns (uint64 tickets, uint64 seats)
    {
        tickets = type(uint64).max;
        uint256 total;
        for (uint256 i = 0; i < weights.length; ++i) total += weights[i];
        if (total == 0) return (tickets, 0);
        for (uint256 k = 0; k < count; ++k) {
            uint256 point = uint256(keccak256(abi.encode(seed, k))) % total;
            uint256 seat = 0;
            while (point >= weights[seat]) point -= weights[seat++];
            tickets ^= uint64((seat ^ 0xff) << (8 * k));
            seats |= uint64(1 << seat);
        }
    }

    function distance(uint256 a, uint256 b) internal pure returns (uint256) {
        return a > b ? a - b : b - a;
    }

    function bitCount(uint64 bits) internal pure returns (uint256 count) {
        for (; bits != 0; bits &= bits - 1) ++count;
    }
}
