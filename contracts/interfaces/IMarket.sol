// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

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
    Terms,
    Verdict
} from "./MarketTypes.sol";
import {IMarketErrors} from "./IMarketErrors.sol";
import {IMarketEvents} from "./IMarketEvents.sol";

// The interface of the market, for clients and auditors. docs/market.md tells the same as one story: the life of a
// request, the formulas, what has to be trusted.
//
// Units. Amounts are in rao (1 rao = 1e9 wei), and only whole rao are taken. Times are block numbers, and every window
// includes its first and its last block. Shares and scores are parts per million (ppm): a score of 1,000,000 is 1. CIDs
// are text of 1 to 100 bytes; the contract checks their length alone.
//
// Numbers. `requestId` is a request's number in the market, `index` a submission's in its request, `seat` an elector's,
// `challengeId` a challenge's, and `purchaseId` a purchase's of one submission. All count from 0.
//
// Callers. An account is an EVM address. A hotkey's account is the first 20 bytes of its public key, which is what
// `evm.call` gives as the sender: "the hotkey" below means a call from that account.
//
// Windows. With the request's terms and blocks:
//   revealEnd      = deadlineBlock + revealBlocks,         or revealClosedBlock where it is not 0
//   scoreCommitEnd = drawnBlock + scoreCommitBlocks,       or scoreCommitClosedBlock
//   scoreRevealEnd = drawnBlock + scoreCommitBlocks + scoreRevealBlocks,   or scoreRevealClosedBlock
//   challengeEnd   = scoreRevealEnd + challengeBlocks
// The first three close as soon as everybody who can act in them has acted, and the next one opens; it ends no earlier
// for that.
//
// Tags. `@custom:caller` says who may call, `@custom:when` in which stage and blocks, `@custom:value` what has to be
// sent; functions without it take no value. `@custom:error` and `@custom:event` name every error of the market a
// function can revert with, and every event it can emit. Beside these, a call fails without an error of the market
// where it runs out of gas, where value is sent to a function that takes none, where its data is no valid call, where a
// precompile that it reads fails, and where an amount would not fit into its type, for which there is not enough TAO.

/// @title IMarketCore
/// @notice What the contract Market runs itself: a request from its opening to its settlement.
interface IMarketCore {
    // Requests and submissions

    /// @notice Opens a request. Of the value sent the opening fee goes to the treasury, and the terms' benchmark deposit
    /// and fee are set apart; the rest is its bounty. The caller becomes its requester.
    /// @dev Counts the electors that could be seated in this block, so that no request asks for more than the subnet has.
    /// @param terms What the request fixes; see `Terms` for the bounds of each field.
    /// @param benchmarkCommitment sha256(key || benchmark), which fixes the hidden benchmark without showing it. Not
    /// checked.
    /// @param specCid CID of the request document, 1 to 100 bytes.
    /// @param licenceCid CID of the licence's text, or empty; at most 100 bytes.
    /// @return requestId The request's number.
    /// @custom:caller Anyone.
    /// @custom:when In any block.
    /// @custom:value OPENING_FEE_RAO, `benchmarkDepositRao`, `benchmarkFeeRao`, and a bounty of MIN_RAO or more; together
    /// at most half of the largest uint64, in rao.
    /// @custom:error InvalidCid `specCid` is empty or too long, or `licenceCid` is too long.
    /// @custom:error InvalidTerms The terms break a rule, whose number it names.
    /// @custom:error TooFewElectors The subnet has fewer electors with this bond than the quorum.
    /// @custom:error WrongValue The value is outside its bounds (names the least one), or no whole number of rao.
    /// @custom:event RequestOpened
    /// @custom:event Credited The opening fee to the treasury.
    function open(
        Terms calldata terms,
        bytes32 benchmarkCommitment,
        string calldata specCid,
        string calldata licenceCid
    ) external payable returns (uint256 requestId);

    /// @notice Adds the value sent to a request's bounty.
    /// @param requestId The request.
    /// @custom:caller Anyone.
    /// @custom:when Stage Open, up to block deadlineBlock.
    /// @custom:value What to add: 1 rao or more.
    /// @custom:error UnknownRequest There is no such request.
    /// @custom:error WrongStage The request is not in stage Open.
    /// @custom:error TooLate The deadline is over.
    /// @custom:error WrongValue The value is less than 1 rao, no whole number of rao, or too large.
    /// @custom:event BountyRaised
    function topUp(uint256 requestId) external payable;

    /// @notice Moves the deadline back; everything after it follows.
    /// @param requestId The request.
    /// @param deadlineBlock The new deadline: after the old one, and at most MAX_WINDOW_BLOCKS after the opening.
    /// @custom:caller The requester.
    /// @custom:when Stage Open, up to block deadlineBlock.
    /// @custom:error UnknownRequest There is no such request.
    /// @custom:error WrongStage The request is not in stage Open.
    /// @custom:error NotAllowed The caller is not the requester.
    /// @custom:error TooLate The deadline is over.
    /// @custom:error InvalidTerms The new deadline is outside its bounds (names rule 1).
    /// @custom:event DeadlineExtended
    function extend(uint256 requestId, uint64 deadlineBlock) external;

    /// @notice Ends a request for which nobody has committed anything. All but the opening fee goes back.
    /// @param requestId The request.
    /// @custom:caller The requester.
    /// @custom:when Stage Open, up to block deadlineBlock.
    /// @custom:error UnknownRequest There is no such request.
    /// @custom:error WrongStage The request is not in stage Open.
    /// @custom:error NotAllowed The caller is not the requester.
    /// @custom:error TooLate The deadline is over.
    /// @custom:error AlreadyDone Somebody has committed a submission.
    /// @custom:event Credited What goes back, to the requester.
    /// @custom:event RequestRefunded
    function cancel(uint256 requestId) external;

    /// @notice Commits a sealed package. A hotkey can commit one a request.
    /// @param requestId The request.
    /// @param uid The caller's uid on the market's subnet.
    /// @param commitment keccak256(abi.encode(chainid, market, requestId, hotkey, plainCid, keyHash, salt)), where
    /// `chainid` is the chain's (uint256), `market` this contract's address, `hotkey` the caller's public key (bytes32)
    /// and the rest what `revealSubmission` will be given.
    /// @param sealedCid CID of the encrypted package, 1 to 100 bytes.
    /// @param invitation Proof that the caller's hotkey is a leaf below `inviteRoot`; not looked at where that is 0.
    /// @return index The submission's place in the request.
    /// @custom:caller The hotkey that holds `uid`.
    /// @custom:when Stage Open, up to block deadlineBlock.
    /// @custom:value The request's `submissionDepositRao`.
    /// @custom:error UnknownRequest There is no such request.
    /// @custom:error WrongStage The request is not in stage Open.
    /// @custom:error TooLate The deadline is over.
    /// @custom:error InvalidCid `sealedCid` is empty or too long.
    /// @custom:error WrongValue The value is not the deposit.
    /// @custom:error NotTheHotkey No neuron has this uid, or its hotkey is not the caller.
    /// @custom:error NotAllowed The hotkey is not invited.
    /// @custom:error AlreadyDone The hotkey has a submission in this request.
    /// @custom:error LimitReached The request has MAX_SUBMISSIONS, or `maxPerColdkey` with the hotkey's coldkey.
    /// @custom:event SubmissionCommitted
    function commitSubmission(
        uint256 requestId,
        uint16 uid,
        bytes32 commitment,
        string calldata sealedCid,
        bytes32[] calldata invitation
    ) external payable returns (uint256 index);

    /// @notice Reveals a committed package and credits its deposit to the miner. Of submissions with the same plaintext
    /// CID the earliest commit counts, in whichever order they are revealed.
    /// @param requestId The request.
    /// @param index The submission.
    /// @param plainCid CID of the package itself: a CIDv1 of sha2-256 in base32, 59 letters.
    /// @param keyHash keccak256 of the package's 32-byte key.
    /// @param salt The salt in the commitment.
    /// @param keyBoxCid CID of the key wrapped to the permitted validators, or empty; at most 100 bytes. It is not part
    /// of the commitment.
    /// @custom:caller The hotkey that committed the submission.
    /// @custom:when Stage Open, blocks deadlineBlock + 1 to revealEnd.
    /// @custom:error UnknownRequest There is no such request.
    /// @custom:error WrongStage The request is not in stage Open.
    /// @custom:error UnknownItem There is no such submission.
    /// @custom:error TooEarly The deadline is not over.
    /// @custom:error TooLate The window for reveals is over.
    /// @custom:error InvalidCid `plainCid` is no such CID, or `keyBoxCid` is too long.
    /// @custom:error NotTheHotkey The caller did not commit this submission.
    /// @custom:error AlreadyDone The submission is revealed.
    /// @custom:error CommitmentMismatch The values do not hash to the commitment.
    /// @custom:event SubmissionRevealed
    /// @custom:event SubmissionDuplicate Where another revealed submission has the same plaintext CID.
    /// @custom:event Credited The deposit to the miner, where it is not 0.
    function revealSubmission(
        uint256 requestId,
        uint256 index,
        string calldata plainCid,
        bytes32 keyHash,
        bytes32 salt,
        string calldata keyBoxCid
    ) external;

    // Who scores

    /// @notice Seats the electors, with permits, stake and bonds as they are in this block, and fixes the seed block.
    /// @dev An elector has a validator permit on the market's subnet, stake above 0 (on the subnet, and on the root
    /// times `rootWeightPpm`), and a bond of at least `validatorBondRao`, locked or not. Of hotkeys with the same account
    /// the one with most stake is seated, and of more than 64 accounts those with most stake. The first MAX_UIDS uids are looked at. The seed block is SEED_DELAY_BLOCKS (4) after this one.
    /// @param requestId The request.
    /// @custom:caller Anyone.
    /// @custom:when Stage Open, blocks revealEnd + 1 to revealEnd + DRAW_BLOCKS.
    /// @custom:error UnknownRequest There is no such request.
    /// @custom:error WrongStage The request is not in stage Open.
    /// @custom:error TooEarly The window for reveals is not over.
    /// @custom:error TooLate The time for the draw is over: `settle` refunds the request.
    /// @custom:error NothingOwed No submission is revealed: `settle` refunds the request.
    /// @custom:error TooFewElectors There are fewer electors than the quorum. It can be tried again.
    /// @custom:event ElectorsSeated
    function snapshot(uint256 requestId) external;

    /// @notice Draws who must score the next `steps` submissions. Scoring begins when all are drawn for.
    /// @dev The first call takes the hash of the seed block for the seed. Where that hash is no longer known (the EVM
    /// knows those of the last 256 blocks), it draws nothing and fixes a new seed block, SEED_DELAY_BLOCKS (4) after
    /// this one. Electors are drawn without replacement, each with a chance proportional to its stake; those with the
    /// submission's hotkey or coldkey are excluded. Submissions that are not revealed, and duplicates, take a step and
    /// get no electors.
    /// @param requestId The request.
    /// @param steps Submissions to go on by at most. Any number.
    /// @custom:caller Anyone.
    /// @custom:when Stage Seeded, blocks seedBlock + 1 to revealEnd + DRAW_BLOCKS.
    /// @custom:error UnknownRequest There is no such request.
    /// @custom:error WrongStage The request is not in stage Seeded.
    /// @custom:error TooEarly The seed block is not over.
    /// @custom:error TooLate The time for the draw is over: `settle` refunds the request.
    /// @custom:event SeedMissed Alone, where a new seed block was fixed.
    /// @custom:event Assigned For each revealed submission drawn for.
    /// @custom:event ScoringBegan With the last step.
    function draw(uint256 requestId, uint256 steps) external;

    // Scores

    /// @notice Commits the scores of all submissions and locks `validatorBondRao` of the caller's bond until the
    /// settlement. Every elector may score; those drawn earn twice as many points.
    /// @param requestId The request.
    /// @param seat The caller's seat.
    /// @param commitment keccak256(abi.encode(chainid, market, requestId, hotkey, scoresPpm, reportsCid, salt)), with
    /// the first four as in `commitSubmission` and the rest what `revealScores` will be given.
    /// @custom:caller The hotkey of the elector in `seat`.
    /// @custom:when Stage Scoring, blocks drawnBlock to scoreCommitEnd.
    /// @custom:error UnknownRequest There is no such request.
    /// @custom:error WrongStage The request is not in stage Scoring.
    /// @custom:error UnknownItem There is no such seat.
    /// @custom:error NotTheHotkey The caller does not hold this seat.
    /// @custom:error TooLate The window for commits of scores is over.
    /// @custom:error AlreadyDone The elector has committed scores.
    /// @custom:error BondTooSmall The free part of the caller's bond is smaller than `validatorBondRao`.
    /// @custom:event BondChanged
    /// @custom:event ScoresCommitted
    function commitScores(uint256 requestId, uint256 seat, bytes32 commitment) external;

    /// @notice Reveals committed scores.
    /// @param requestId The request.
    /// @param seat The caller's seat.
    /// @param scoresPpm One score for each submission, in their order: 0 to 1,000,000 ppm, or 0xffffffff for none.
    /// @param reportsCid CID of the folder of signed reports, 1 to 100 bytes.
    /// @param salt The salt in the commitment.
    /// @custom:caller The hotkey of the elector in `seat`.
    /// @custom:when Stage Scoring, blocks scoreCommitEnd + 1 to scoreRevealEnd.
    /// @custom:error UnknownRequest There is no such request.
    /// @custom:error WrongStage The request is not in stage Scoring.
    /// @custom:error UnknownItem There is no such seat.
    /// @custom:error NotTheHotkey The caller does not hold this seat.
    /// @custom:error TooEarly The window for commits of scores is not over.
    /// @custom:error TooLate The window for reveals of scores is over.
    /// @custom:error InvalidCid `reportsCid` is empty or too long.
    /// @custom:error AlreadyDone The elector has revealed scores.
    /// @custom:error InvalidScore There is not one score for each submission, or one is above 1,000,000 and not
    /// 0xffffffff.
    /// @custom:error CommitmentMismatch The values do not hash to the commitment, or nothing was committed.
    /// @custom:event ScoresRevealed
    function revealScores(
        uint256 requestId,
        uint256 seat,
        uint32[] calldata scoresPpm,
        string calldata reportsCid,
        bytes32 salt
    ) external;

    // Settlement

    /// @notice Takes up to `steps` steps of the settlement: one for each submission's tally, one for all shares, one for
    /// each elector's points and bond. The last one ends the request.
    /// @dev Money is only credited; `claim` pays it out. A request in which nothing was revealed, or which was not
    /// drawn in time, is refunded at once, whatever `steps` is.
    /// @param requestId The request.
    /// @param steps Steps to take at most. Any number.
    /// @custom:caller Anyone.
    /// @custom:when Stage Scoring, after block challengeEnd, once no challenge is open; stage Settling, any block. For
    /// a refund: stage Open without a revealed submission, after block revealEnd; stage Open or Seeded, after block
    /// revealEnd + DRAW_BLOCKS.
    /// @custom:error UnknownRequest There is no such request.
    /// @custom:error WrongStage The request has ended; or it is in stage Scoring and a challenge is not resolved.
    /// @custom:error TooEarly The windows are not over.
    /// @custom:event SubmissionTallied For each revealed submission that is no duplicate.
    /// @custom:event ShareSet For each submission that passes.
    /// @custom:event BondChanged For each elector whose bond is released.
    /// @custom:event Credited To electors for their points; with the last step to the treasury, to the requester what an
    /// absolute payout leaves, and to the benchmark's owner its fee; or in a refund the bounty to the requester and lost
    /// deposits to the treasury.
    /// @custom:event RequestSettled With the last step, where a submission passed.
    /// @custom:event RequestRefunded With the last step, where none passed, or at once.
    function settle(uint256 requestId, uint256 steps) external;

    // What the market fixes

    /// @return Address of MarketAnnex, whose code the market runs on its own storage. Fixed at the deployment.
    function annex() external view returns (address);

    /// @return The subnet whose neurons take part. Fixed at the deployment.
    function netuid() external view returns (uint16);

    /// @return Weight of a validator's root stake beside its stake on the subnet, in ppm: the chain's TaoWeight when
    /// the market was deployed. Fixed at the deployment.
    function rootWeightPpm() external view returns (uint32);

    /// @return Shortest window a request's terms may name, in blocks. Fixed at the deployment.
    function minWindowBlocks() external view returns (uint32);

    /// @dev Without it the chain would reap the last rao of a claim as dust. The deployment has to leave it on the
    /// contract; subtensor's EVM hides the existential deposit, so that there 1,000 rao have to be sent.
    /// @return Kept by the contract from its first block on and owed to nobody, in rao: 500.
    function RESERVE_RAO() external view returns (uint256);

    /// @return Most submissions of a request: 64.
    function MAX_SUBMISSIONS() external view returns (uint256);

    /// @return Longest window, and farthest deadline from the opening, in blocks: 648,000 (90 days of 12-second
    /// blocks).
    function MAX_WINDOW_BLOCKS() external view returns (uint64);

    /// @return Least bounty and least bond of a challenge, in rao: 1,000,000 (0.001 TAO).
    function MIN_RAO() external view returns (uint64);

    /// @return What stays of the value sent with `open`, credited to the treasury, in rao: 10,000,000 (0.01 TAO).
    function OPENING_FEE_RAO() external view returns (uint64);

    /// @return Uids a snapshot looks at: 1,024.
    function MAX_UIDS() external view returns (uint256);

    /// @return Blocks after the window for reveals in which a request can be drawn: 7,200 (a day of 12-second blocks).
    function DRAW_BLOCKS() external view returns (uint64);
}

/// @title IMarketJury
/// @notice What the market runs by delegation to MarketJury: challenges of scores.
/// @dev To be called at the market's address, like everything else.
interface IMarketJury {
    /// @notice Challenges the score that an elector gave to a submission. A jury will compute it again.
    /// @dev The jury's seed block is SEED_DELAY_BLOCKS (4) after this one. A score can be challenged again after an
    /// inconclusive challenge of it, and with other evidence after up to MAX_REJECTED rejected ones.
    /// @param requestId The request.
    /// @param index The submission.
    /// @param seat Seat of the elector that gave the score.
    /// @param evidenceCid CID of the challenger's evidence, 1 to 100 bytes.
    /// @return challengeId The challenge's number in its request.
    /// @custom:caller Anyone but the hotkey of the accused elector.
    /// @custom:when Stage Scoring, blocks scoreRevealEnd + 1 to challengeEnd.
    /// @custom:value The request's `challengeBondRao`.
    /// @custom:error UnknownRequest There is no such request.
    /// @custom:error WrongStage The request is not in stage Scoring.
    /// @custom:error UnknownItem There is no such submission or seat, or the elector revealed no score of this
    /// submission or is excluded from scoring it.
    /// @custom:error TooEarly The window for reveals of scores is not over.
    /// @custom:error TooLate The window for challenges is over.
    /// @custom:error InvalidCid `evidenceCid` is empty or too long.
    /// @custom:error WrongValue The value is not the bond.
    /// @custom:error WrongStatus The submission is not revealed, or is a duplicate.
    /// @custom:error NotAllowed The caller is the accused.
    /// @custom:error AlreadyDone This score has a challenge that is open, or the accused lost its bond for this request.
    /// @custom:error LimitReached MAX_REJECTED challenges of this score were rejected.
    /// @custom:event ChallengeOpened
    function challenge(uint256 requestId, uint256 index, uint256 seat, string calldata evidenceCid)
        external
        payable
        returns (uint256 challengeId);

    /// @notice Draws the tickets of a jury by stake, with the hash of the challenge's seed block: JURY_TICKETS, or
    /// APPEAL_TICKETS where it was appealed. Each ticket is a vote; a seat may hold several.
    /// @dev Never drawn: electors that are excluded from the submission, that lost a bond for this request to a
    /// challenge, or that have the coldkey of the accused, or of the challenger where the challenger is an elector's
    /// hotkey or coldkey. A juror that has not scored locks `validatorBondRao` of its bond, or what is free of it.
    /// @param requestId The request.
    /// @param challengeId The challenge.
    /// @custom:caller Anyone.
    /// @custom:when Stage Scoring, challenge Seeded, blocks seedBlock + 1 to deadlineBlock of the challenge, which is
    /// seedBlock + JURY_DRAW_BLOCKS.
    /// @custom:error UnknownRequest There is no such request.
    /// @custom:error WrongStage The request is not in stage Scoring.
    /// @custom:error UnknownItem There is no such challenge.
    /// @custom:error WrongStatus The jury is drawn, or the challenge has ended.
    /// @custom:error TooEarly The seed block is not over.
    /// @custom:error TooLate The time for drawing the jury is over: `resolve` ends the challenge.
    /// @custom:event JuryDrawn
    /// @custom:event BondChanged For each juror that locks something.
    function drawJury(uint256 requestId, uint256 challengeId) external;

    /// @notice Calls a larger jury over what the first one found, once a challenge.
    /// @dev The larger jury's seed block is SEED_DELAY_BLOCKS (4) after this one. The bond comes back unless the larger
    /// jury finds the same; then half goes to the other side and half to its jurors.
    /// @param requestId The request.
    /// @param challengeId The challenge.
    /// @custom:caller The challenger, or the hotkey of the accused elector.
    /// @custom:when Stage Scoring, challenge Drawn for the first time, blocks deadlineBlock + juryBlocks + 1 to
    /// deadlineBlock + 2 * juryBlocks, with the deadlineBlock of the challenge, where the first jury agreed.
    /// @custom:value Twice the request's `challengeBondRao`.
    /// @custom:error UnknownRequest There is no such request.
    /// @custom:error WrongStage The request is not in stage Scoring.
    /// @custom:error UnknownItem There is no such challenge.
    /// @custom:error WrongStatus The jury is not drawn, the challenge has ended, or the first jury found nothing.
    /// @custom:error TooEarly The first jury can still judge.
    /// @custom:error TooLate The window for appeals is over.
    /// @custom:error WrongValue The value is not twice the bond.
    /// @custom:error AlreadyDone The challenge was appealed.
    /// @custom:error NotAllowed The caller is neither the challenger nor the accused.
    /// @custom:event ChallengeAppealed
    function appeal(uint256 requestId, uint256 challengeId) external payable;

    /// @notice Commits a juror's verdict.
    /// @param requestId The request.
    /// @param challengeId The challenge.
    /// @param seat The caller's seat.
    /// @param commitment keccak256(abi.encode(chainid, market, requestId, challengeId, hotkey, scorePpm, reportCid,
    /// salt)), with `chainid`, `market` and `hotkey` as in `commitSubmission` and the rest what `revealVerdict` will be
    /// given. A commitment of 0 counts as none.
    /// @custom:caller The hotkey of the elector in `seat`, a juror.
    /// @custom:when Stage Scoring, challenge Drawn, from the block of `drawJury` to deadlineBlock of the challenge,
    /// which is that block + juryBlocks.
    /// @custom:error UnknownRequest There is no such request.
    /// @custom:error WrongStage The request is not in stage Scoring.
    /// @custom:error UnknownItem There is no such challenge or seat.
    /// @custom:error WrongStatus The jury is not drawn, or the challenge has ended.
    /// @custom:error NotTheHotkey The caller does not hold this seat.
    /// @custom:error NotAllowed The seat is not in the jury.
    /// @custom:error TooLate The window for commits of verdicts is over.
    /// @custom:error AlreadyDone The juror has committed a verdict.
    /// @custom:event VerdictCommitted
    function commitVerdict(uint256 requestId, uint256 challengeId, uint256 seat, bytes32 commitment) external;

    /// @notice Reveals a juror's verdict.
    /// @param requestId The request.
    /// @param challengeId The challenge.
    /// @param seat The caller's seat.
    /// @param scorePpm The score the juror computed, 0 to 1,000,000 ppm.
    /// @param reportCid CID of the juror's report, 1 to 100 bytes.
    /// @param salt The salt in the commitment.
    /// @custom:caller The hotkey of the elector in `seat`, a juror.
    /// @custom:when Stage Scoring, challenge Drawn, blocks deadlineBlock + 1 to deadlineBlock + juryBlocks, with the
    /// deadlineBlock of the challenge.
    /// @custom:error UnknownRequest There is no such request.
    /// @custom:error WrongStage The request is not in stage Scoring.
    /// @custom:error UnknownItem There is no such challenge or seat.
    /// @custom:error WrongStatus The jury is not drawn, or the challenge has ended.
    /// @custom:error NotTheHotkey The caller does not hold this seat.
    /// @custom:error TooEarly The window for commits of verdicts is not over.
    /// @custom:error TooLate The window for reveals of verdicts is over.
    /// @custom:error InvalidCid `reportCid` is empty or too long.
    /// @custom:error InvalidScore The score is above 1,000,000.
    /// @custom:error AlreadyDone The juror has revealed its verdict.
    /// @custom:error CommitmentMismatch The values do not hash to the commitment, or nothing was committed.
    /// @custom:event VerdictRevealed
    function revealVerdict(
        uint256 requestId,
        uint256 challengeId,
        uint256 seat,
        uint32 scorePpm,
        string calldata reportCid,
        bytes32 salt
    ) external;

    /// @notice Ends a challenge by what its jury found.
    /// @dev Inconclusive where not more than half of the tickets were revealed, or not more than half of those are within
    /// the tolerance of their median: the challenger gets its bond back. Upheld where the score is farther from the median
    /// than the tolerance: the bond that the accused locked for this request is taken (half to the challenger, a quarter
    /// to the tickets within the tolerance, the rest to the treasury), its scores do not count, and the challenger gets its
    /// bond back. Rejected otherwise: the challenger's bond goes half to the accused, half to those tickets, and what does
    /// not divide to the treasury. Where the jury judged, a juror that revealed nothing loses a tenth of what it has locked
    /// to the treasury. After an appeal the larger jury's word counts, or where that is inconclusive the first one's; a
    /// juror of the first jury whose verdict the larger one finds beyond the tolerance loses half of what it has locked:
    /// half of that to the appellant where it won, the rest to the larger jury's tickets.
    /// @param requestId The request.
    /// @param challengeId The challenge.
    /// @custom:caller Anyone.
    /// @custom:when Stage Scoring. Challenge Seeded: after its deadlineBlock. Challenge Drawn: once every juror has
    /// revealed, or after its deadlineBlock + juryBlocks; where a first jury judged, after its deadlineBlock + 2 *
    /// juryBlocks.
    /// @custom:error UnknownRequest There is no such request.
    /// @custom:error WrongStage The request is not in stage Scoring.
    /// @custom:error UnknownItem There is no such challenge.
    /// @custom:error WrongStatus The challenge has ended.
    /// @custom:error TooEarly The jury can still be drawn or judge, or its finding can still be appealed.
    /// @custom:event BondChanged Of each whose bond is taken.
    /// @custom:event ChallengeResolved
    /// @custom:event Credited To each who gets a part of the bonds, where it is not 0.
    function resolve(uint256 requestId, uint256 challengeId) external;

    /// @return Tickets drawn for a challenge: 3.
    function JURY_TICKETS() external view returns (uint256);

    /// @return Tickets drawn for an appeal: 7.
    function APPEAL_TICKETS() external view returns (uint256);

    /// @return Rejected challenges after which a score cannot be challenged again: 3.
    function MAX_REJECTED() external view returns (uint256);

    /// @return Blocks after a challenge's seed block in which its jury can be drawn: 200.
    function JURY_DRAW_BLOCKS() external view returns (uint64);
}

/// @title IMarketAnnex
/// @notice What the market runs by delegation to MarketAnnex: deliveries and sales, benchmarks, accounts, and every read.
/// @dev To be called at the market's address, like everything else.
interface IMarketAnnex {
    // Deliveries and sales

    /// @notice Publishes the key of a passing package and credits its share to the miner.
    /// @param requestId The request.
    /// @param index The submission.
    /// @param key The package's key.
    /// @custom:caller Anyone that has the key.
    /// @custom:when Stage Settled, submission Passed, up to block settledBlock + openBlocks.
    /// @custom:error UnknownRequest There is no such request.
    /// @custom:error WrongStage The request is not in stage Settled.
    /// @custom:error UnknownItem There is no such submission.
    /// @custom:error WrongStatus The submission did not pass, or its share is credited or forfeited.
    /// @custom:error NotAllowed The request has private delivery.
    /// @custom:error InvalidKey The key does not hash to the submission's `keyHash`.
    /// @custom:error TooLate The time to open is over: `forfeit` gives the share to the requester.
    /// @custom:event PackageOpened
    /// @custom:event Credited The share to the miner, where it is not 0.
    function openPackage(uint256 requestId, uint256 index, bytes32 key) external;

    /// @notice Delivers the key of a passing package, encrypted to the requester. The first delivery credits the share
    /// to the miner. A later one replaces the caller's own and nobody else's.
    /// @param requestId The request.
    /// @param index The submission.
    /// @param seat The caller's seat. Not looked at where the caller is the submission's miner.
    /// @param sealedKey The key, encrypted to the requester, 1 to MAX_SEALED_KEY_BYTES bytes. What it holds is not
    /// checked.
    /// @custom:caller The hotkey of the submission, or of an elector that revealed scores.
    /// @custom:when Stage Settled. The first delivery: submission Passed, up to block settledBlock + openBlocks. Later
    /// ones: submission Opened, any block.
    /// @custom:error UnknownRequest There is no such request.
    /// @custom:error WrongStage The request is not in stage Settled.
    /// @custom:error UnknownItem There is no such submission or seat.
    /// @custom:error NotAllowed The request has public delivery, or the elector revealed no scores.
    /// @custom:error NotTheHotkey The caller is not the miner and does not hold this seat.
    /// @custom:error InvalidKey The sealed key is empty or too long.
    /// @custom:error WrongStatus The submission did not pass, or its share is forfeited.
    /// @custom:error TooLate It would be the first delivery, and the time for it is over.
    /// @custom:event KeyDelivered
    /// @custom:event Credited The share to the miner, with the first delivery, where it is not 0.
    function deliverKey(uint256 requestId, uint256 index, uint256 seat, bytes calldata sealedKey) external;

    /// @notice Credits the share of a passing package whose key was not published or delivered in time to the
    /// requester.
    /// @param requestId The request.
    /// @param index The submission.
    /// @custom:caller Anyone.
    /// @custom:when Stage Settled, submission Passed, after block settledBlock + openBlocks.
    /// @custom:error UnknownRequest There is no such request.
    /// @custom:error WrongStage The request is not in stage Settled.
    /// @custom:error UnknownItem There is no such submission.
    /// @custom:error WrongStatus The submission did not pass, or its share is credited or forfeited.
    /// @custom:error TooEarly The package can still be opened or delivered.
    /// @custom:event ShareForfeited
    /// @custom:event Credited The share to the requester, where it is not 0.
    function forfeit(uint256 requestId, uint256 index) external;

    /// @notice Buys a private dataset. The price is held until a key is released to the buyer, or given back.
    /// @param requestId The request.
    /// @param index The submission.
    /// @param buyerKey Public key that the package's key is to be encrypted to; not 0.
    /// @return purchaseId The purchase's number for this submission.
    /// @custom:caller Anyone.
    /// @custom:when Stage Settled, submission Opened, request for sale, any block.
    /// @custom:value What `priceFor` says for the caller.
    /// @custom:error UnknownRequest There is no such request.
    /// @custom:error WrongStage The request is not in stage Settled.
    /// @custom:error UnknownItem There is no such submission.
    /// @custom:error NotForSale The request's terms have no sale, or the package was not delivered to the requester.
    /// @custom:error InvalidKey `buyerKey` is 0.
    /// @custom:error WrongValue The value is not the price.
    /// @custom:event Bought
    function buy(uint256 requestId, uint256 index, bytes32 buyerKey) external payable returns (uint256 purchaseId);

    /// @notice Says what the caller asks of one buyer. Once miner and requester have both said something, the higher of the
    /// two is the price for that buyer.
    /// @param requestId The request.
    /// @param index The submission.
    /// @param buyer The buyer's account.
    /// @param rao The price, in rao. Any value.
    /// @custom:caller The hotkey of the submission, or the requester.
    /// @custom:when Stage Settled, request for sale, any block.
    /// @custom:error UnknownRequest There is no such request.
    /// @custom:error WrongStage The request is not in stage Settled.
    /// @custom:error UnknownItem There is no such submission.
    /// @custom:error NotForSale The request's terms have no sale.
    /// @custom:error NotAllowed The caller is neither the miner nor the requester.
    /// @custom:event PriceNamed
    function namePrice(uint256 requestId, uint256 index, address buyer, uint64 rao) external;

    /// @notice Releases the key to a buyer and credits the price to miner and requester.
    /// @dev Not once the buyer could take the price back: it would see the key before the call is in a block and do
    /// that.
    /// @param requestId The request.
    /// @param index The submission.
    /// @param purchaseId The purchase.
    /// @param sealedKey The package's key, encrypted to the buyer's key, 1 to MAX_SEALED_KEY_BYTES bytes. What it holds
    /// is not checked.
    /// @custom:caller The hotkey of the submission, or the requester.
    /// @custom:when The purchase is open, up to block boughtBlock + KEY_RELEASE_BLOCKS.
    /// @custom:error UnknownRequest There is no such request.
    /// @custom:error UnknownItem There is no such purchase.
    /// @custom:error AlreadyDone The key was released, or the price given back.
    /// @custom:error NotAllowed The caller is neither the miner nor the requester.
    /// @custom:error TooLate The time for releasing the key is over: `refundPurchase` gives the price back.
    /// @custom:error InvalidKey The sealed key is empty or too long.
    /// @custom:event KeyReleased
    /// @custom:event Credited Their parts of the price to miner and requester, each where it is not 0.
    function releaseKey(uint256 requestId, uint256 index, uint256 purchaseId, bytes calldata sealedKey) external;

    /// @notice Credits the price to a buyer whose key was not released in time.
    /// @param requestId The request.
    /// @param index The submission.
    /// @param purchaseId The purchase.
    /// @custom:caller Anyone.
    /// @custom:when The purchase is open, after block boughtBlock + KEY_RELEASE_BLOCKS.
    /// @custom:error UnknownItem There is no such purchase, submission or request.
    /// @custom:error AlreadyDone The key was released, or the price given back.
    /// @custom:error TooEarly The key can still be released.
    /// @custom:event PurchaseRefunded
    /// @custom:event Credited The price to the buyer, where it is not 0.
    function refundPurchase(uint256 requestId, uint256 index, uint256 purchaseId) external;

    /// @notice Publishes what the caller says is the benchmark's key, once an account. Readers check it against the
    /// request's `benchmarkCommitment`; a wrong key reveals nothing.
    /// @param requestId The request.
    /// @param seat The caller's seat. Not looked at where the caller is the requester or the owner.
    /// @param key The key; checked for the deposit alone.
    /// @custom:caller The requester, the owner of a registered benchmark, or the hotkey of an elector that revealed scores.
    /// @custom:when Stage Settled or Refunded, any block.
    /// @custom:error UnknownRequest There is no such request.
    /// @custom:error WrongStage The request has not ended.
    /// @custom:error UnknownItem There is no such seat.
    /// @custom:error NotTheHotkey The caller is neither of the two and does not hold this seat.
    /// @custom:error NotAllowed The elector revealed no scores.
    /// @custom:error AlreadyDone The caller has published a key for this request.
    /// @custom:event BenchmarkRevealed
    /// @custom:event Credited The deposit to the requester, where it is held and the key hashes to `benchmarkKeyHash`.
    function revealBenchmark(uint256 requestId, uint256 seat, bytes32 key) external;

    /// @notice Credits the deposit for the benchmark's key to the treasury, where nobody has published the key.
    /// @param requestId The request.
    /// @custom:caller Anyone.
    /// @custom:when Stage Settled or Refunded, after block settledBlock + openBlocks.
    /// @custom:error UnknownRequest There is no such request.
    /// @custom:error WrongStage The request has not ended.
    /// @custom:error NothingOwed No deposit is held.
    /// @custom:error TooEarly The key can still be published for it.
    /// @custom:event DepositForfeited
    /// @custom:event Credited The deposit to the treasury.
    function forfeitDeposit(uint256 requestId) external;

    /// @notice Offers a benchmark to requesters. From now on a request with this commitment that somebody else opens has
    /// to bring the fee, which goes to the caller when scoring has begun.
    /// @param commitment sha256(key || benchmark).
    /// @param feeRao What is asked of each request, in rao. Any value.
    /// @param cid CID of the sealed benchmark and its description, 1 to 100 bytes.
    /// @custom:caller Anyone; the first to register a commitment owns it.
    /// @custom:when In any block.
    /// @custom:error InvalidCid `cid` is empty or too long.
    /// @custom:error AlreadyDone The commitment is registered.
    /// @custom:event BenchmarkRegistered
    function registerBenchmark(bytes32 commitment, uint64 feeRao, string calldata cid) external;

    // Accounts

    /// @notice Pays all that the caller is owed to a native account, through the precompile 0x800.
    /// @param payTo Public key of the native account; not 0.
    /// @custom:caller Anyone that is owed something.
    /// @custom:when In any block.
    /// @custom:error ReentrancyGuardReentrantCall The call comes from within `claim` or `claimToMirror`.
    /// @custom:error InvalidPayee `payTo` is 0.
    /// @custom:error NothingOwed The caller is owed nothing.
    /// @custom:error PaymentFailed The payment failed. The debt stands.
    /// @custom:event Claimed
    function claim(bytes32 payTo) external;

    /// @notice Pays all that the caller is owed to its own EVM address.
    /// @custom:caller Anyone that is owed something.
    /// @custom:when In any block.
    /// @custom:error ReentrancyGuardReentrantCall The call comes from within `claim` or `claimToMirror`.
    /// @custom:error NothingOwed The caller is owed nothing.
    /// @custom:error PaymentFailed The caller refused the payment. The debt stands.
    /// @custom:event Claimed With `payTo` 0.
    function claimToMirror() external;

    /// @notice Adds the value sent to the caller's bond.
    /// @custom:caller Anyone; a bond counts for a validator whose hotkey is the caller.
    /// @custom:when In any block.
    /// @custom:value What to add: 1 rao or more.
    /// @custom:error WrongValue The value is less than 1 rao, no whole number of rao, or more than the largest uint64.
    /// @custom:event BondChanged
    function depositBond() external payable;

    /// @notice Starts taking a part of the caller's bond back. From now on it counts for no seat; `withdrawBond`
    /// credits it after COOLING_OFF_BLOCKS. A second call before that starts the wait anew for all that is leaving.
    /// @param rao What to take, in rao: 1 or more, at most what is not locked.
    /// @custom:caller Anyone with a bond that is not locked.
    /// @custom:when In any block.
    /// @custom:error BondTooSmall `rao` is 0, or more than what is not locked.
    /// @custom:event BondChanged
    function requestWithdrawal(uint64 rao) external;

    /// @notice Adds all that is leaving the caller's bond to what it is owed.
    /// @custom:caller Anyone with something leaving its bond.
    /// @custom:when From block leavesBlock of the bond on.
    /// @custom:error NothingOwed Nothing is leaving.
    /// @custom:error TooEarly The wait is not over.
    /// @custom:event BondChanged
    function withdrawBond() external;

    /// @notice Names who may become the treasury, TREASURY_DELAY_BLOCKS from now. Replaces an earlier proposal.
    /// @param successor Who may take over; the zero address withdraws the proposal.
    /// @custom:caller The treasury.
    /// @custom:when In any block.
    /// @custom:error NotAllowed The caller is not the treasury.
    /// @custom:event TreasuryProposed
    function proposeTreasury(address successor) external;

    /// @notice Makes the caller the treasury. What the earlier one is owed stays its own.
    /// @custom:caller The account that the treasury proposed.
    /// @custom:when From block `fromBlock` of the proposal on.
    /// @custom:error NotAllowed The caller is not the proposed account.
    /// @custom:error TooEarly The delay is not over.
    /// @custom:event TreasuryChanged
    function acceptTreasury() external;

    // Reads

    /// @param account Any account.
    /// @return What it can claim, in rao.
    function owedRao(address account) external view returns (uint64);

    /// @param account Any account.
    /// @return Its bond; all 0 where it has none.
    function bondOf(address account) external view returns (Bond memory);

    /// @return holder Who receives the treasury's share.
    /// @return proposed Who may become the treasury; the zero address where nobody is proposed.
    /// @return fromBlock First block in which it may. Stays from the last proposal; 0 before the first.
    function treasury() external view returns (address holder, address proposed, uint64 fromBlock);

    /// @return How many requests were opened; their numbers are 0 up to this number less 1.
    function requestCount() external view returns (uint256);

    /// @param requestId The request.
    /// @return The request.
    /// @custom:error UnknownRequest There is no such request.
    function getRequest(uint256 requestId) external view returns (Request memory);

    /// @param requestId The request.
    /// @return Its submissions by index; empty where there is no such request.
    function getSubmissions(uint256 requestId) external view returns (Submission[] memory);

    /// @param requestId The request.
    /// @return Its electors by seat; empty before the snapshot, and where there is no such request.
    function getElectors(uint256 requestId) external view returns (Elector[] memory);

    /// @notice The scores that an elector revealed.
    /// @param requestId The request.
    /// @param seat The elector's seat; any number.
    /// @return scores One for each submission, in their order, in ppm; 0xffffffff where the elector gave or revealed
    /// none.
    /// @custom:error UnknownRequest There is no such request.
    function getScores(uint256 requestId, uint256 seat) external view returns (uint32[] memory scores);

    /// @notice A page of a request's challenges, in the order in which they were opened.
    /// @param requestId The request.
    /// @param from Number of the first challenge.
    /// @param count Challenges to return at most.
    /// @return page The challenges; empty where there is none from there on.
    function getChallenges(uint256 requestId, uint256 from, uint256 count)
        external
        view
        returns (Challenge[] memory page);

    /// @param requestId The request.
    /// @param challengeId The challenge.
    /// @param round 0 for the first jury, 1 for the larger one.
    /// @param seat A juror's seat.
    /// @return The juror's verdict; all 0 and empty where it committed none.
    /// @custom:error UnknownItem There is no such round.
    function getVerdict(uint256 requestId, uint256 challengeId, uint256 round, uint256 seat)
        external
        view
        returns (Verdict memory);

    /// @param commitment sha256(key || benchmark).
    /// @return Who offers it for what; all 0 and empty where nobody does.
    function getBenchmark(bytes32 commitment) external view returns (RegisteredBenchmark memory);

    /// @param requestId The request.
    /// @param index The submission.
    /// @param buyer The buyer's account.
    /// @return What the two sellers asked of it.
    function getNamedPrice(uint256 requestId, uint256 index, address buyer) external view returns (NamedPrice memory);

    /// @notice A page of the purchases of a submission, in the order in which they were made.
    /// @param requestId The request.
    /// @param index The submission.
    /// @param from Number of the first purchase.
    /// @param count Purchases to return at most.
    /// @return page The purchases; empty where there is none from there on.
    function getPurchases(uint256 requestId, uint256 index, uint256 from, uint256 count)
        external
        view
        returns (Purchase[] memory page);

    /// @param requestId The request.
    /// @param index The submission.
    /// @return delivered The last delivery of each account that made one: electors by seat, then the miner.
    function getKeyDeliveries(uint256 requestId, uint256 index) external view returns (KeyDelivery[] memory delivered);

    /// @param requestId The request.
    /// @return The keys published for its benchmark, one an account, in the order in which they were published.
    function getBenchmarkKeys(uint256 requestId) external view returns (BenchmarkKey[] memory);

    /// @notice What a dataset costs an account now.
    /// @dev Says nothing of whether the dataset is for sale.
    /// @param requestId The request.
    /// @param index The submission.
    /// @param buyer The account.
    /// @return What both sellers named for it, or else the request's `priceRao`, in rao; 0 while fewer than `freeBuyers`
    /// had it for nothing and `buyer` did not.
    /// @custom:error UnknownRequest There is no such request.
    /// @custom:error UnknownItem There is no such submission.
    function priceFor(uint256 requestId, uint256 index, address buyer) external view returns (uint64);

    /// @param hotkey Public key of a hotkey.
    /// @return Its place among the hotkeys that have passed in this market, in the order of the tallies in which each
    /// passed first, from 1; 0 where it never passed.
    function founderRank(bytes32 hotkey) external view returns (uint256);

    /// @param hotkey Public key of a hotkey.
    /// @return Its place among the electors' hotkeys that were paid for points in this market, from 1; 0 where it never
    /// was.
    function validatorRank(bytes32 hotkey) external view returns (uint256);

    /// @return Address of MarketJury, whose code the annex runs on the market's storage. Fixed at the deployment.
    function jury() external view returns (address);

    // What the market fixes

    /// @return Longest sealed key, in bytes: 200.
    function MAX_SEALED_KEY_BYTES() external view returns (uint256);

    /// @return Blocks after a purchase in which its key can be released: 50,400 (7 days of 12-second blocks).
    function KEY_RELEASE_BLOCKS() external view returns (uint64);

    /// @return Blocks from `requestWithdrawal` to `withdrawBond`: 50,400 (7 days of 12-second blocks).
    function COOLING_OFF_BLOCKS() external view returns (uint64);

    /// @return Blocks from `proposeTreasury` to `acceptTreasury`: 50,400 (7 days of 12-second blocks).
    function TREASURY_DELAY_BLOCKS() external view returns (uint64);
}

/// @title IMarket
/// @notice The whole market as clients see it at the address of the contract Market.
/// @dev Market implements IMarketCore, MarketAnnex IMarketAnnex and MarketJury IMarketJury. Market runs MarketAnnex on its
/// own storage, and that MarketJury: every function can be called at Market's address. Value sent without data is refused
/// with `WrongValue(0)`.
interface IMarket is IMarketCore, IMarketAnnex, IMarketJury, IMarketEvents, IMarketErrors {}
