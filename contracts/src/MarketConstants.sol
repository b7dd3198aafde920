// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// @dev Limits and units that several parts of the market use. docs/market.md, "Parameters", lists all of them.
uint32 constant PPM = 1_000_000;
uint32 constant NO_SCORE = type(uint32).max;
uint256 constant WEI_PER_RAO = 1e9;
/// @dev A seat is a bit of a uint64.
uint256 constant MAX_ELECTORS = 64;
uint64 constant SEED_DELAY_BLOCKS = 4;
/// @dev Of the bounty, in ppm. The treasury gets the rest.
uint256 constant MINERS_PPM = 700_000;
uint256 constant VALIDATORS_PPM = 250_000;
