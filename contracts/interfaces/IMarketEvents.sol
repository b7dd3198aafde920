// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {ChallengeStatus, Terms} from "./MarketTypes.sol";

/// @title IMarketEvents
/// @notice The events of the market. All are emitted from the market's address, whichever of its three parts runs.
/// @dev The logs of `evm.call` are not in the index behind `eth_getLogs`; docs/market.md says which read tells the
/// same. In every event `requestId` is the request's number, and `index` a submission's place in it, both from 0.
interface IMarketEvents {
    /// @notice A request was opened.
    /// @param requester Account that called `open`.
    /// @param bountyRao Value locked as its bounty, in rao.
    /// @param specCid CID of the request document.
    /// @param terms The request's terms.
    event RequestOpened(
        uint256 indexed requestId, address indexed requester, uint64 bountyRao, string specCid, Terms terms
    );

    /// @notice A miner committed a sealed package.
    /// @param hotkey Public key of the miner's hotkey.
    /// @param commitment Hash that the reveal must match.
    /// @param sealedCid CID of the encrypted package.
    event SubmissionCommitted(
        uint256 indexed requestId, uint256 indexed index, bytes32 indexed hotkey, bytes32 commitment, string sealedCid
    );

    /// @notice A miner revealed its package.
    /// @param keyHash keccak256 of the package's key.
    /// @param plainCid CID of the package itself.
    /// @param keyBoxCid CID of the key wrapped to the permitted validators; may be empty.
    event SubmissionRevealed(
        uint256 indexed requestId, uint256 indexed index, bytes32 keyHash, string plainCid, string keyBoxCid
    );

    /// @notice A revealed submission does not count, because another with the same plaintext CID was committed earlier.
    /// @param index The submission that does not count. It may be one that counted until now.
    /// @param original The submission that counts from now on.
    event SubmissionDuplicate(uint256 indexed requestId, uint256 indexed index, uint256 indexed original);

    /// @notice The electors of a request were seated.
    /// @param electors How many there are.
    /// @param seedBlock Block whose hash will draw who must score.
    event ElectorsSeated(uint256 indexed requestId, uint256 electors, uint64 seedBlock);

    /// @notice `draw` came too late for the hash of the seed block, and nothing was drawn.
    /// @param newSeedBlock Block whose hash counts instead.
    event SeedMissed(uint256 indexed requestId, uint64 newSeedBlock);

    /// @notice The electors that must score a submission were drawn.
    /// @param seats Bit field of their seats; 0 where every elector is excluded.
    event Assigned(uint256 indexed requestId, uint256 indexed index, uint64 seats);

    /// @notice All submissions are drawn for; scores can be committed from this block on.
    /// @param seed Seed of the draws and of the scoring.
    event ScoringBegan(uint256 indexed requestId, bytes32 seed);

    /// @notice An elector committed its scores.
    /// @param seat The elector's seat.
    /// @param commitment Hash that the reveal must match.
    event ScoresCommitted(uint256 indexed requestId, uint256 indexed seat, bytes32 commitment);

    /// @notice An elector revealed its scores.
    /// @param seat The elector's seat.
    /// @param scoresPpm One score a submission in their order, in ppm; 0xffffffff where there is none.
    /// @param reportsCid CID of the folder of signed reports.
    event ScoresRevealed(uint256 indexed requestId, uint256 indexed seat, uint32[] scoresPpm, string reportsCid);

    /// @notice A score was challenged.
    /// @param challengeId The challenge's number in its request, from 0.
    /// @param challenger Account that sent the bond.
    /// @param index The submission whose score is challenged.
    /// @param seat Seat of the elector that gave the score.
    /// @param evidenceCid CID of the challenger's evidence.
    event ChallengeOpened(
        uint256 indexed requestId,
        uint256 indexed challengeId,
        address indexed challenger,
        uint256 index,
        uint256 seat,
        string evidenceCid
    );

    /// @notice The jury of a challenge was drawn; verdicts can be committed from this block on.
    /// @param challengeId The challenge's number in its request.
    /// @param seats Bit field of the jurors' seats; 0 where nobody could be drawn.
    /// @param tickets The jury's tickets: byte `k` from the right is the seat of ticket `k`, 0xff for none.
    event JuryDrawn(uint256 indexed requestId, uint256 indexed challengeId, uint64 seats, uint64 tickets);

    /// @notice A larger jury was called over what the first one found.
    /// @param challengeId The challenge's number in its request.
    /// @param appellant The challenger or the accused.
    /// @param firstStatus What the first jury found: Upheld or Rejected.
    /// @param firstMedianPpm Its median, in ppm.
    event ChallengeAppealed(
        uint256 indexed requestId,
        uint256 indexed challengeId,
        address indexed appellant,
        ChallengeStatus firstStatus,
        uint32 firstMedianPpm
    );

    /// @notice A juror committed its verdict.
    /// @param challengeId The challenge's number in its request.
    /// @param seat The juror's seat.
    event VerdictCommitted(uint256 indexed requestId, uint256 indexed challengeId, uint256 indexed seat);

    /// @notice A juror revealed its verdict.
    /// @param challengeId The challenge's number in its request.
    /// @param seat The juror's seat.
    /// @param scorePpm The score the juror computed, in ppm.
    /// @param reportCid CID of the juror's report.
    event VerdictRevealed(
        uint256 indexed requestId, uint256 indexed challengeId, uint256 indexed seat, uint32 scorePpm, string reportCid
    );

    /// @notice A challenge ended.
    /// @param challengeId The challenge's number in its request.
    /// @param status Upheld, Rejected or Inconclusive.
    /// @param juryMedianPpm Median of the jurors' scores, in ppm; 0 where too few of them revealed.
    /// @param slashedRao Bond taken from the accused, in rao; 0 unless upheld, and where another challenge had taken it
    /// already.
    event ChallengeResolved(
        uint256 indexed requestId,
        uint256 indexed challengeId,
        ChallengeStatus status,
        uint32 juryMedianPpm,
        uint64 slashedRao
    );

    /// @notice The scores of a submission were counted. Submissions that were not revealed, and duplicates, have none.
    /// @param medianPpm Stake-weighted median, in ppm; 0 where there were fewer scores than the quorum.
    /// @param spreadPpm Stake-weighted median absolute deviation, in ppm; 0 in the same case.
    /// @param scores How many scores counted.
    /// @param passes Whether the submission passes.
    event SubmissionTallied(
        uint256 indexed requestId,
        uint256 indexed index,
        uint32 medianPpm,
        uint32 spreadPpm,
        uint256 scores,
        bool passes
    );

    /// @notice The share of a passing submission was set. It is held until the package can be read.
    /// @param shareRao The share with its bonus, in rao.
    event ShareSet(uint256 indexed requestId, uint256 indexed index, uint64 shareRao);

    /// @notice A request was settled: at least one submission passed.
    /// @param minersRao Sum of the shares, bonuses included, in rao.
    /// @param validatorsRao Sum credited to electors for their points, in rao.
    /// @param treasuryRao The rest of the bounty, credited to the treasury, in rao. Lost deposits come on top of it.
    event RequestSettled(uint256 indexed requestId, uint64 minersRao, uint64 validatorsRao, uint64 treasuryRao);

    /// @notice Somebody added to a request's bounty.
    /// @param by Account that sent it.
    /// @param rao What was added, in rao.
    event BountyRaised(uint256 indexed requestId, address indexed by, uint64 rao);

    /// @notice The requester moved the deadline back.
    /// @param deadlineBlock The new last block for commits of submissions.
    event DeadlineExtended(uint256 indexed requestId, uint64 deadlineBlock);

    /// @notice A request ended without a submission that passed, or was cancelled.
    /// @param rao The whole bounty, credited to the requester, in rao.
    event RequestRefunded(uint256 indexed requestId, uint64 rao);

    /// @notice The key of a passing package was published.
    /// @param key The package's key.
    event PackageOpened(uint256 indexed requestId, uint256 indexed index, bytes32 key);

    /// @notice The key of a passing package was delivered to the requester.
    /// @param by The miner or the elector that delivered it.
    /// @param sealedKey The key, encrypted to the requester; not checked.
    event KeyDelivered(uint256 indexed requestId, uint256 indexed index, address indexed by, bytes sealedKey);

    /// @notice The share of a package that nobody opened or delivered in time went to the requester.
    /// @param rao The share, in rao.
    event ShareForfeited(uint256 indexed requestId, uint256 indexed index, uint64 rao);

    /// @notice A private dataset was bought.
    /// @param purchaseId The purchase's number for this submission, from 0.
    /// @param buyer Account that paid.
    /// @param buyerKey Public key that the package's key is to be encrypted to.
    /// @param rao Price held until the key is released, in rao; 0 for one of the first buyers.
    event Bought(
        uint256 indexed requestId,
        uint256 indexed index,
        uint256 indexed purchaseId,
        address buyer,
        bytes32 buyerKey,
        uint64 rao
    );

    /// @notice A key was released to a buyer.
    /// @param purchaseId The purchase's number for this submission.
    /// @param sealedKey The key, encrypted to the buyer's key; not checked.
    event KeyReleased(uint256 indexed requestId, uint256 indexed index, uint256 indexed purchaseId, bytes sealedKey);

    /// @notice The price went back to a buyer whose key was not released in time.
    /// @param purchaseId The purchase's number for this submission.
    event PurchaseRefunded(uint256 indexed requestId, uint256 indexed index, uint256 indexed purchaseId);

    /// @notice An account is owed more from a request. Never emitted for 0 rao.
    /// @dev Bonds that `withdrawBond` adds to what an account is owed have `BondChanged` alone.
    /// @param account Account that can claim it.
    /// @param rao Amount added, in rao.
    event Credited(uint256 indexed requestId, address indexed account, uint64 rao);

    /// @notice An account was paid all it was owed.
    /// @param account Account that was owed.
    /// @param payTo Public key of the native account that was paid; 0 where the account's own EVM address was paid.
    /// @param rao Amount, in rao.
    event Claimed(address indexed account, bytes32 indexed payTo, uint64 rao);

    /// @notice A bond changed. The values are those after the change; see `Bond`.
    /// @param account The bond's owner.
    /// @param activeRao Deposited, neither slashed nor leaving, in rao.
    /// @param lockedRao The part of it that requests hold, in rao.
    /// @param leavingRao Taken out and not yet credited, in rao.
    /// @param leavesBlock First block for `withdrawBond`.
    event BondChanged(
        address indexed account, uint64 activeRao, uint64 lockedRao, uint64 leavingRao, uint64 leavesBlock
    );

    /// @notice The treasury named a successor.
    /// @param successor Who may take over; the zero address withdraws the proposal.
    /// @param fromBlock First block in which it may.
    event TreasuryProposed(address indexed successor, uint64 fromBlock);

    /// @notice The treasury changed, or was set at the deployment.
    /// @param treasury Who receives the treasury's share from now on.
    event TreasuryChanged(address indexed treasury);

    /// @notice An account published what it says is the benchmark's key.
    /// @param by The requester or an elector that revealed scores.
    /// @param key The key; not checked.
    event BenchmarkRevealed(uint256 indexed requestId, address indexed by, bytes32 key);

    /// @notice The deposit for the benchmark's key was not earned back in time and was credited to the treasury.
    /// @param rao The deposit, in rao.
    event DepositForfeited(uint256 indexed requestId, uint64 rao);

    /// @notice A benchmark was offered to requesters.
    /// @param commitment sha256(key || benchmark).
    /// @param owner Account that registered it.
    /// @param feeRao What it asks of each request, in rao.
    /// @param cid CID of the sealed benchmark and its description.
    event BenchmarkRegistered(bytes32 indexed commitment, address indexed owner, uint64 feeRao, string cid);

    /// @notice One of a dataset's two sellers named a price for one buyer. It holds once both have named one.
    /// @param buyer The buyer.
    /// @param by The miner or the requester.
    /// @param rao The price, in rao.
    event PriceNamed(uint256 indexed requestId, uint256 indexed index, address indexed buyer, address by, uint64 rao);
}
