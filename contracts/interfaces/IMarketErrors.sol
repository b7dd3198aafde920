// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Stage} from "./MarketTypes.sol";

/// @title IMarketErrors
/// @notice The errors of the market; IMarket.sol says for each function which of them it can revert with, and why.
/// @dev `claim` and `claimToMirror` have one more, OpenZeppelin's `ReentrancyGuardReentrantCall`.
interface IMarketErrors {
    /// @notice There is no request with this number.
    error UnknownRequest();

    /// @notice There is no such submission, seat, challenge or purchase; or the elector gave no score that can be
    /// challenged.
    error UnknownItem();

    /// @notice The terms of a request break a rule.
    /// @param rule The rule's number in docs/market.md: 1 deadline, 2 lengths of windows, 3 threshold and spread, 4
    /// outlier floor, 5 electors drawn for a submission, 6 quorum, 7 submissions of a coldkey, 8 bonds, 9 bonuses, 10
    /// sale, 11 deposit of a submission, 12 the benchmark's deposit and fee, 13 cap of a coldkey, 14 parent request.
    error InvalidTerms(uint256 rule);

    /// @notice A CID is missing, or longer than 100 bytes; a package's is no CIDv1 of sha2-256 in its one base32 spelling.
    /// @param length Its length in bytes.
    error InvalidCid(uint256 length);

    /// @notice A score is above 1,000,000 ppm, or there is not one for each submission.
    error InvalidScore();

    /// @notice The account to pay is the zero key; at the deployment, the treasury is the zero address, or the annex or the
    /// jury has no code.
    error InvalidPayee();

    /// @notice The key is not the package's, a sealed key is empty or too long, or the buyer's key is 0.
    error InvalidKey();

    /// @notice The value sent is not what is asked for.
    /// @param expectedRao What is asked for, in rao. For a bounty outside its bounds the least one; for an amount that
    /// is no whole number of rao that amount rounded down.
    error WrongValue(uint256 expectedRao);

    /// @notice The request is not in a stage in which this can be done.
    /// @param stage The stage it is in.
    error WrongStage(Stage stage);

    /// @notice The submission or the challenge is not in a status in which this can be done.
    /// @param status The status it is in, a `SubmissionStatus` or a `ChallengeStatus` as a number.
    error WrongStatus(uint256 status);

    /// @notice It is too early for this.
    /// @param firstBlock First block in which it can be done.
    error TooEarly(uint256 firstBlock);

    /// @notice It is too late for this.
    /// @param lastBlock Last block in which it could be done.
    error TooLate(uint256 lastBlock);

    /// @notice The caller may not do this, or the request's terms do not provide for it.
    error NotAllowed();

    /// @notice The caller is not the account of the hotkey that holds the uid, the submission or the seat.
    error NotTheHotkey();

    /// @notice Not used: no function reverts with it.
    error NotOpened();

    /// @notice This was done already.
    error AlreadyDone();

    /// @notice The request has as many submissions as it may have, or as many of this coldkey; or a report as many rejected
    /// challenges.
    error LimitReached();

    /// @notice What is revealed does not hash to what was committed, or nothing was committed.
    error CommitmentMismatch();

    /// @notice The free part of the caller's bond is too small, or 0 rao are asked for.
    error BondTooSmall();

    /// @notice There is nothing to pay out; for `snapshot`, nothing to score.
    error NothingOwed();

    /// @notice The account to pay refused the payment. The debt stands.
    error PaymentFailed();

    /// @notice The dataset is not for sale, or was not delivered to the requester.
    error NotForSale();

    /// @notice The reserve was not sent with the deployment.
    /// @param leastRao Least balance the contract needs, in rao, as contracts see it.
    error NoReserve(uint256 leastRao);

    /// @notice There are fewer electors than the request's quorum.
    /// @param electors How many there are now.
    /// @param quorum How many are needed.
    error TooFewElectors(uint256 electors, uint256 quorum);
}
