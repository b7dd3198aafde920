// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

// The structs and enums of the market. Amounts are in rao (1 rao = 1e9 wei), times are block numbers, shares and scores
// are parts per million (ppm). Sets of electors are bit fields: bit `n` stands for the elector in seat `n`.

/// @notice How far a request is. Functions that need another stage revert with `WrongStage`.
enum Stage {
    /// From `open` until `snapshot`: submissions are committed, then revealed.
    Open,
    /// From `snapshot` until the last step of `draw`: the electors are seated, who must score is not drawn yet.
    Seeded,
    /// From the last step of `draw` until the first call of `settle`: scores are committed and revealed, then
    /// challenged.
    Scoring,
    /// From the first call of `settle` until its last step.
    Settling,
    /// At least one submission passed; the shares are set. Final.
    Settled,
    /// No submission passed, or nothing was revealed, or the draw was not finished in time, or the requester cancelled
    /// it. Final.
    Refunded
}

/// @notice What became of a submission.
enum SubmissionStatus {
    /// Committed and not revealed. A submission that is never revealed stays so and loses its deposit.
    Sealed,
    /// Revealed, and the earliest commit of its plaintext CID. Stays so until it is tallied.
    Revealed,
    /// Revealed, but an earlier commit with the same plaintext CID was revealed too. Is not scored.
    Duplicate,
    /// Tallied and below the request's bar: too few scores or too little stake behind them, too low a median or too wide
    /// a spread.
    Failed,
    /// Tallied and passing; its share is held until the package can be read.
    Passed,
    /// Passed, its key was published or delivered, and its share was credited to the miner.
    Opened,
    /// Passed, but its key was not published or delivered in time; its share was credited to the requester.
    Forfeited
}

/// @notice What became of a challenge. The last three are final.
enum ChallengeStatus {
    /// Opened, or appealed; the jury is not drawn yet.
    Seeded,
    /// The jury is drawn and may judge.
    Drawn,
    /// The score differs from the jury's median by more than is tolerated: the accused lost the bond it had locked.
    Upheld,
    /// The score is within what is tolerated: the challenger lost its bond.
    Rejected,
    /// Too few jurors revealed a verdict, or they disagree: the challenger got its bond back.
    Inconclusive
}

/// @notice What a request fixes when it opens. Afterwards its requester can move `deadlineBlock` back (`extend`); nothing
/// can change the rest.
/// @dev `InvalidTerms` names the rule that a field breaks; the numbers are those of docs/market.md.
struct Terms {
    /// Last block in which a submission can be committed. After the block of `open`, and at most MAX_WINDOW_BLOCKS
    /// later.
    uint64 deadlineBlock;
    /// Length of the window for reveals, in blocks. This and the five lengths below: at least `minWindowBlocks` and 1,
    /// at most MAX_WINDOW_BLOCKS.
    uint32 revealBlocks;
    /// Length of the window for commits of scores, in blocks.
    uint32 scoreCommitBlocks;
    /// Length of the window for reveals of scores, in blocks.
    uint32 scoreRevealBlocks;
    /// Length of the window in which challenges can be opened, in blocks.
    uint32 challengeBlocks;
    /// Length of each of a jury's two windows, to commit and to reveal verdicts, in blocks.
    uint32 juryBlocks;
    /// Blocks after the settlement in which the key of a passing package can be published or first delivered.
    uint32 openBlocks;
    /// Least median with which a submission can pass, in ppm. 0 to 950,000; a median of 0 never passes.
    uint32 thresholdPpm;
    /// Distance from the median that is always tolerated, in ppm of a score: of electors and of jurors. 1,000 to 200,000.
    uint32 outlierFloorPpm;
    /// Largest median absolute deviation with which a submission can pass, in ppm of a score. 10,000 to 1,000,000.
    uint32 maxSpreadPpm;
    /// Electors drawn for each submission. 3 to 16.
    uint8 assignedPerSubmission;
    /// Least number of electors for a snapshot, and of scores with which a submission can pass. 1 to
    /// `assignedPerSubmission`, and at most the electors that the subnet has in the block of `open`.
    uint8 quorum;
    /// Submissions that the hotkeys of one coldkey can commit together. At least 1.
    uint8 maxPerColdkey;
    /// True: keys go to the requester alone (`deliverKey`). False: keys are published (`openPackage`).
    bool privateDelivery;
    /// Sent with each submission and credited back at its reveal, in rao. 0 to the bounty.
    uint64 submissionDepositRao;
    /// Bond that a seat needs at the snapshot, locked when the elector commits its scores or is drawn as a juror, in rao.
    /// 0 to the bounty.
    uint64 validatorBondRao;
    /// Sent with each challenge, in rao; twice as much with an appeal. At least MIN_RAO and `validatorBondRao`, at most
    /// the bounty.
    uint64 challengeBondRao;
    /// Bonus of a submission committed in the block of `open`, in ppm of its share. It falls linearly to nothing over
    /// `earlyBlocks`. 0 to 10,000,000.
    uint32 earlyBonusPpm;
    /// Blocks after the opening over which the early bonus falls. Any value; 0 means no early bonus.
    uint32 earlyBlocks;
    /// Bonus of a submission whose hotkey's `founderRank` is at most `founderSeats`, in ppm of its share. 0 to
    /// 10,000,000.
    uint32 founderBonusPpm;
    /// Highest rank that still gets the founder bonus. Any value.
    uint32 founderSeats;
    /// Price of a private dataset, in rao. Any value.
    uint64 priceRao;
    /// The miner's part of the price, in ppm; the rest is the requester's. 0 to 1,000,000.
    uint32 minerProceedsPpm;
    /// Accounts that get each dataset for nothing, one purchase each. Any value.
    uint16 freeBuyers;
    /// Whether delivered datasets can be bought. Needs `privateDelivery`.
    bool forSale;
    /// True: a passing miner's part of the miners' pool is its median itself; medians that add up to more than 1 are
    /// scaled down together, and what they leave goes back to the requester. False: the pool is shared in full.
    bool absolutePayout;
    /// Most that the submissions of one coldkey get of what the miners get without bonuses, in ppm, where several
    /// coldkeys pass; what is cut off goes to the others. 100,000 to 1,000,000. Of `n` coldkeys each may have 1 / `n` all
    /// the same.
    uint32 coldkeyCapPpm;
    /// 1 + the number of an earlier request that this one goes on from, or 0. Only kept.
    uint64 parentRequest;
    /// Root of the Merkle tree of the invited hotkeys, or 0 where everybody may submit. Leaves are
    /// keccak256(keccak256(hotkey)), nodes hash their children in ascending order (OpenZeppelin's MerkleProof).
    bytes32 inviteRoot;
    /// keccak256 of the benchmark's 32-byte key, or 0 where `benchmarkDepositRao` is 0.
    bytes32 benchmarkKeyHash;
    /// Sent with `open` beside the bounty, and credited back when the requester publishes the key behind
    /// `benchmarkKeyHash`, in rao. 0 to the bounty.
    uint64 benchmarkDepositRao;
    /// Sent with `open` beside the bounty for the owner of a registered benchmark, in rao. At least what the owner asks,
    /// at most the bounty; 0 where nobody registered the benchmark or its owner opens.
    uint64 benchmarkFeeRao;
    /// Bonus of an elector whose `validatorRank` is at most `earlyValidatorSeats`, in ppm of its share, out of the
    /// treasury's part. 0 to 10,000,000.
    uint32 earlyValidatorPpm;
    /// Highest rank that still gets this bonus. Any value.
    uint32 earlyValidatorSeats;
}

/// @notice A request and its totals.
struct Request {
    /// As given to `open`.
    Terms terms;
    /// sha256(key || benchmark), as given to `open`; the contract does not check it.
    bytes32 benchmarkCommitment;
    /// keccak256(abi.encode(blockhash(seedBlock), requestId)); 0 until the first call of `draw` that finds the hash.
    bytes32 seed;
    /// Account that called `open`.
    address requester;
    /// Block of `open`.
    uint64 openedBlock;
    Stage stage;
    /// Submissions revealed, duplicates included.
    uint8 revealedCount;
    /// Electors that have committed scores.
    uint8 committedCount;
    /// Whether `benchmarkDepositRao` is still held.
    bool holdsDeposit;
    /// Challenges that are not resolved. The settlement waits until there are none.
    uint16 openChallenges;
    /// Sent with `open` and with `topUp`, in rao; without the opening fee, the benchmark's deposit and its fee.
    uint64 bountyRao;
    /// What the contract still holds for this request, in rao: bounty, deposits, challenge bonds, slashed bonds and
    /// prices, less all that was credited from them. Validators' locked bonds are not in it.
    uint64 escrowRao;
    /// Block whose hash is the seed; 0 until `snapshot`. A later one where the draw missed it.
    uint64 seedBlock;
    /// Block of the last step of `draw`; 0 until then. The windows for scores and challenges count from it.
    uint64 drawnBlock;
    /// Block of the last step of `settle`, or of the refund; 0 until then.
    uint64 settledBlock;
    /// Sum of the shares set so far, bonuses included, in rao.
    uint64 minersRao;
    /// Sum credited to electors for their points so far, bonuses included, in rao.
    uint64 validatorsRao;
    /// Given back to the requester by an absolute payout, in rao; 0 until the last step of `settle`.
    uint64 unearnedRao;
    /// Block in which the window for reveals was closed, because everybody who had committed had revealed; 0 where it
    /// ends by its terms.
    uint64 revealClosedBlock;
    /// The same of the window for commits of scores: every elector had committed.
    uint64 scoreCommitClosedBlock;
    /// The same of the window for reveals of scores: everybody who had committed had revealed.
    uint64 scoreRevealClosedBlock;
    /// Electors that have revealed scores.
    uint64 revealedSeats;
    /// Electors whose scores do not count, because a challenge against one of them was upheld.
    uint64 struckSeats;
    /// Sum of the electors' points from the tallies so far.
    uint64 totalPoints;
    /// Sum of the weights of the passing submissions tallied so far: `median - threshold + 1` in ppm, or the median where
    /// the payout is absolute.
    uint64 totalWeight;
    /// Sum of the miners' bonuses set so far, in rao.
    uint64 bonusRao;
    /// Next step of `draw`, back to 0 at its end; then next step of `settle`.
    uint32 cursor;
    /// Block of `snapshot`; 0 until then.
    uint32 snapshotBlock;
    /// CID of the request document, as text.
    string specCid;
    /// CID of the licence's text, or empty.
    string licenceCid;
}

/// @notice A miner's package for a request.
struct Submission {
    /// Public key of the miner's hotkey. The first 20 bytes are its account.
    bytes32 hotkey;
    /// Public key of the coldkey that owned the hotkey at the commit.
    bytes32 coldkey;
    /// As given to `commitSubmission`.
    bytes32 commitment;
    /// keccak256 of the package's 32-byte key; 0 until the reveal.
    bytes32 keyHash;
    /// Block of `commitSubmission`.
    uint64 committedBlock;
    /// Share with bonus, in rao; 0 until `settle` has set it. Stays when it is credited or forfeited.
    uint64 shareRao;
    /// Stake-weighted median of the counted scores, in ppm; 0 until the tally, and where there were too few scores.
    uint32 medianPpm;
    /// Stake-weighted median absolute deviation of the counted scores, in ppm; 0 in the same cases.
    uint32 spreadPpm;
    /// Purchases made for nothing.
    uint16 freeTaken;
    SubmissionStatus status;
    /// Block of `revealSubmission`; 0 until then.
    uint32 revealedBlock;
    /// Electors drawn to score it.
    uint64 assigned;
    /// Electors with its hotkey or its coldkey: never drawn for it, and their scores of it do not count.
    uint64 excluded;
    /// Electors whose score was farther from the median than is tolerated. They get no points for it.
    uint64 outliers;
    /// Early and founder bonus, in ppm of the share without bonus, before both are scaled down where all bonuses
    /// together exceed the treasury's part. 0 unless it passes.
    uint32 bonusPpm;
    /// Block in which its share was credited to the miner or forfeited; 0 until then.
    uint32 closedBlock;
    /// The package's key; 0 until `openPackage`, and always where delivery is private.
    bytes32 packageKey;
    /// CID of the encrypted package, as text.
    string sealedCid;
    /// CID of the package itself, as text; empty until the reveal.
    string plainCid;
    /// CID of the key wrapped to the permitted validators, as text; empty until the reveal, and where none was given.
    string keyBoxCid;
}

/// @notice A validator seated for a request. Its seat is its place in the list, from 0.
struct Elector {
    /// Public key of the validator's hotkey. The first 20 bytes are its account.
    bytes32 hotkey;
    /// Public key of the coldkey that owned the hotkey at the snapshot.
    bytes32 coldkey;
    /// As given to `commitScores`; 0 until then.
    bytes32 commitment;
    /// Stake at the snapshot, in rao: on the market's subnet, and on the root times `rootWeightPpm`. At most the
    /// largest uint64.
    uint64 stakeRao;
    /// Block of `commitScores`; 0 until then.
    uint32 committedBlock;
    /// Block of `revealScores`; 0 until then.
    uint32 revealedBlock;
    /// Points from the tallies so far; 1,000,000 is one submission, not drawn, in full agreement and in time.
    uint64 points;
    /// Bond locked for this request and neither slashed nor released, in rao.
    uint64 lockedRao;
    /// CID of the folder of signed reports, as text; empty until the reveal.
    string reportsCid;
}

/// @notice A challenge against the score that one elector gave to one submission.
struct Challenge {
    /// Account that called `challenge`.
    address challenger;
    /// The submission whose score is challenged.
    uint8 submissionIndex;
    /// The elector that gave the score.
    uint8 accusedSeat;
    ChallengeStatus status;
    /// Block whose hash draws the jury: SEED_DELAY_BLOCKS (4) after the challenge, or after its appeal.
    uint64 seedBlock;
    /// Electors drawn as jurors; empty until `drawJury`, and where nobody could be drawn.
    uint64 jurors;
    /// The jury's tickets, each drawn by stake with replacement, so that a seat may hold several: byte `k` from the right
    /// is the seat of ticket `k`, 0xff for none. 0 until `drawJury`.
    uint64 tickets;
    /// Last block in which the jury can be drawn; once it is drawn, last block for commits of verdicts.
    uint64 deadlineBlock;
    /// Median of the jurors' scores, in ppm; 0 until `resolve`, and where too few of them revealed.
    uint32 medianPpm;
    /// Jurors that have revealed a verdict.
    uint64 revealedJurors;
    /// Block of `challenge`.
    uint32 openedBlock;
    /// Block of `resolve`; 0 until then.
    uint32 resolvedBlock;
    /// Bond taken from the accused, in rao; 0 unless upheld, and where another challenge had taken it already.
    uint64 slashedRao;
    /// Who called a larger jury; the zero address where nobody did. The fields from here on are the first jury's then.
    address appellant;
    /// What the first jury found: Upheld or Rejected.
    ChallengeStatus firstStatus;
    /// Its median, in ppm.
    uint32 firstMedianPpm;
    /// Its jurors that had revealed a verdict.
    uint64 firstRevealed;
    /// Its jurors.
    uint64 firstJurors;
    /// Its tickets.
    uint64 firstTickets;
    /// Its last block for commits of verdicts.
    uint64 firstDeadlineBlock;
    /// CID of the challenger's evidence, as text.
    string evidenceCid;
}

/// @notice What a juror of one of the two juries found when it computed a challenged score again.
struct Verdict {
    /// As given to `commitVerdict`; 0 until then.
    bytes32 commitment;
    /// The juror's score, in ppm; 0 until the reveal.
    uint32 scorePpm;
    /// Block of `commitVerdict`; 0 until then.
    uint32 committedBlock;
    /// Block of `revealVerdict`; 0 until then.
    uint32 revealedBlock;
    /// CID of the juror's report, as text; empty until the reveal.
    string reportCid;
}

/// @notice A purchase of a private dataset.
struct Purchase {
    /// Account that called `buy`.
    address buyer;
    /// Price paid, in rao; 0 for one of the first buyers.
    uint64 paidRao;
    /// Whether the key was released or the price given back.
    bool closed;
    /// Block of `buy`.
    uint64 boughtBlock;
    /// Block in which the key was released or the price given back; 0 until then.
    uint64 closedBlock;
    /// Public key that the package's key is to be encrypted to.
    bytes32 buyerKey;
    /// The package's key, encrypted to `buyerKey`; empty until it is released, and where the price was given back.
    bytes sealedKey;
}

/// @notice A package's key, encrypted to the requester. Of each account the last one is kept.
struct KeyDelivery {
    /// The miner or an elector.
    address by;
    /// Block of the account's last `deliverKey`.
    uint64 deliveredBlock;
    /// As given; the contract checks its length alone.
    bytes sealedKey;
}

/// @notice A benchmark that somebody offers to requesters.
struct RegisteredBenchmark {
    /// Account that registered it; the zero address where nobody did.
    address owner;
    /// What its owner asks of each request that uses it, in rao.
    uint64 feeRao;
    /// CID of the sealed benchmark and its description, as text.
    string cid;
}

/// @notice What the two sellers of a dataset ask of one buyer, each as 1 + rao, or 0 where it has not said.
struct NamedPrice {
    /// The miner's word.
    uint128 minerPrice;
    /// The requester's word.
    uint128 requesterPrice;
}

/// @notice A key that an account says is the benchmark's. Readers check it against `benchmarkCommitment`.
struct BenchmarkKey {
    /// The requester or an elector that revealed scores.
    address by;
    /// Block of `revealBenchmark`.
    uint64 revealedBlock;
    /// As given; the contract does not check it.
    bytes32 key;
}

/// @notice A validator's bond, in rao.
struct Bond {
    /// Deposited, neither slashed nor leaving; `lockedRao` included.
    uint64 activeRao;
    /// The part of `activeRao` that requests hold until they are settled.
    uint64 lockedRao;
    /// Taken out of `activeRao`, not yet credited by `withdrawBond`.
    uint64 leavingRao;
    /// First block for `withdrawBond`; stays as the last `requestWithdrawal` set it, 0 before the first.
    uint64 leavesBlock;
}
