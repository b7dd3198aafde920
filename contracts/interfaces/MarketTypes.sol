// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// @dev Limits, stored shapes, events and errors of the market. docs/market.md says what they mean together.
uint32 constant PPM = 1_000_000;
uint32 constant NO_SCORE = type(uint32).max;
uint256 constant WEI_PER_RAO = 1e9;
/// @dev A seat is a bit of a uint64.
uint256 constant MAX_ELECTORS = 64;
uint64 constant SEED_DELAY_BLOCKS = 4;

/// @notice What a request fixes when it opens. Nothing can change it afterwards.
struct Terms {
    /// @dev Last block in which a submission can be committed.
    uint64 deadlineBlock;
    uint32 revealBlocks;
    uint32 scoreCommitBlocks;
    uint32 scoreRevealBlocks;
    uint32 challengeBlocks;
    /// @dev Length of each of a jury's two windows.
    uint32 juryBlocks;
    /// @dev After settlement: for opening or delivering a package.
    uint32 openBlocks;
    uint32 thresholdPpm;
    /// @dev Deviation from the median that is always tolerated.
    uint32 outlierFloorPpm;
    /// @dev Largest spread with which a submission can pass.
    uint32 maxSpreadPpm;
    uint8 assignedPerSubmission;
    uint8 quorum;
    uint8 maxPerColdkey;
    bool privateDelivery;
    uint64 submissionDepositRao;
    uint64 validatorBondRao;
    uint64 challengeBondRao;
    /// @dev Bonus at the opening, falling to nothing over `earlyBlocks`.
    uint32 earlyBonusPpm;
    uint32 earlyBlocks;
    uint32 founderBonusPpm;
    uint32 founderSeats;
    /// @dev Sale of a private dataset: price, the miner's part of it (the rest is the requester's), first buyers for free.
    uint64 priceRao;
    uint32 minerProceedsPpm;
    uint16 freeBuyers;
    bool forSale;
}

enum Stage { Open, Seeded, Scoring, Settling, Settled, Refunded }

enum SubmissionStatus { Sealed, Revealed, Duplicate, Failed, Passed, Opened, Forfeited }

enum ChallengeStatus { Seeded, Drawn, Upheld, Rejected, Inconclusive }

struct Request {
    Terms terms;
    bytes32 benchmarkCommitment;
    bytes32 seed;
    address requester;
    uint64 openedBlock;
    Stage stage;
    uint8 revealedCount;
    uint16 openChallenges;
    uint64 bountyRao;
    /// @dev What the contract still holds for this request; every credit is taken from it.
    uint64 escrowRao;
    uint64 seedBlock;
    uint64 drawnBlock;
    uint64 settledBlock;
    uint64 minersRao;
    uint64 validatorsRao;
    /// @dev Electors with a revealed, with a struck score: one bit a seat.
    uint64 revealedSeats;
    uint64 struckSeats;
    uint64 totalPoints;
    uint64 totalWeight;
    uint128 bonusWeight;
    /// @dev Next step of `draw`, then of `settle`.
    uint32 cursor;
    uint32 snapshotBlock;
    string specCid;
    string licenceCid;
}

struct Submission {
    bytes32 hotkey;
    bytes32 coldkey;
    bytes32 commitment;
    bytes32 keyHash;
    uint64 committedBlock;
    /// @dev Share with bonus; set by `settle`.
    uint64 shareRao;
    uint32 medianPpm;
    uint32 spreadPpm;
    uint16 freeTaken;
    SubmissionStatus status;
    uint32 revealedBlock;
    /// @dev One bit a seat: drawn, excluded as related, outliers.
    uint64 assigned;
    uint64 excluded;
    uint64 outliers;
    uint32 bonusPpm;
    /// @dev When its share was credited or forfeited.
    uint32 closedBlock;
    /// @dev Zero until a public package is opened.
    bytes32 packageKey;
    string sealedCid;
    string plainCid;
    string keyBoxCid;
}

struct Elector {
    bytes32 hotkey;
    bytes32 coldkey;
    bytes32 commitment;
    uint64 stakeRao;
    uint32 committedBlock;
    uint32 revealedBlock;
    uint64 points;
    /// @dev Bond locked for this request and not slashed.
    uint64 lockedRao;
    string reportsCid;
}

struct Challenge {
    address challenger;
    uint8 submissionIndex;
    uint8 accusedSeat;
    ChallengeStatus status;
    /// @dev SEED_DELAY_BLOCKS after the challenge.
    uint64 seedBlock;
    uint64 jurors;
    /// @dev Last block for the draw, later for verdict commits.
    uint64 deadlineBlock;
    uint32 medianPpm;
    uint64 revealedJurors;
    uint32 resolvedBlock;
    uint64 slashedRao;
    string evidenceCid;
}

struct Verdict {
    bytes32 commitment;
    uint32 scorePpm;
    uint32 committedBlock;
    uint32 revealedBlock;
    string reportCid;
}

struct Purchase {
    address buyer;
    uint64 paidRao;
    bool closed;
    uint64 boughtBlock;
    /// @dev When the key was released or the price given back.
    uint64 closedBlock;
    bytes32 buyerKey;
    /// @dev Empty until the key is released.
    bytes sealedKey;
}

/// @notice A package's key, sealed to the requester; of each account its last.
struct KeyDelivery {
    address by;
    uint64 deliveredBlock;
    bytes sealedKey;
}

/// @notice A claim about the benchmark's key; only the requester and electors that revealed can make one.
struct BenchmarkKey {
    address by;
    uint64 revealedBlock;
    bytes32 key;
}

struct Bond {
    uint64 activeRao;
    uint64 lockedRao;
    uint64 leavingRao;
    uint64 leavesBlock;
}

interface MarketEvents {
    event RequestOpened(uint256 indexed requestId, address indexed requester, uint64 bountyRao, string specCid, Terms terms);
    event SubmissionCommitted(
        uint256 indexed requestId, uint256 indexed index, bytes32 indexed hotkey, bytes32 commitment, string sealedCid
    );
    event SubmissionRevealed(
        uint256 indexed requestId, uint256 indexed index, bytes32 keyHash, string plainCid, string keyBoxCid
    );
    event SubmissionDuplicate(uint256 indexed requestId, uint256 indexed index, uint256 indexed original);
    event ElectorsSeated(uint256 indexed requestId, uint256 electors, uint64 seedBlock);
    event SeedMissed(uint256 indexed requestId, uint64 newSeedBlock);
    event Assigned(uint256 indexed requestId, uint256 indexed index, uint64 seats);
    event ScoringBegan(uint256 indexed requestId, bytes32 seed);
    event ScoresCommitted(uint256 indexed requestId, uint256 indexed seat, bytes32 commitment);
    event ScoresRevealed(uint256 indexed requestId, uint256 indexed seat, uint32[] scoresPpm, string reportsCid);
    event ChallengeOpened(
        uint256 indexed requestId,
        uint256 indexed challengeId,
        address indexed challenger,
        uint256 index,
        uint256 seat,
        string evidenceCid
    );
    event JuryDrawn(uint256 indexed requestId, uint256 indexed challengeId, uint64 seats);
    event VerdictCommitted(uint256 indexed requestId, uint256 indexed challengeId, uint256 indexed seat);
    event VerdictRevealed(
        uint256 indexed requestId, uint256 indexed challengeId, uint256 indexed seat, uint32 scorePpm, string reportCid
    );
    event ChallengeResolved(
        uint256 indexed requestId, uint256 indexed challengeId, ChallengeStatus status, uint32 juryMedianPpm, uint64 slashedRao
    );
    event SubmissionTallied(
        uint256 indexed requestId, uint256 indexed index, uint32 medianPpm, uint32 spreadPpm, uint256 scores, bool passes
    );
    event ShareSet(uint256 indexed requestId, uint256 indexed index, uint64 shareRao);
    event RequestSettled(uint256 indexed requestId, uint64 minersRao, uint64 validatorsRao, uint64 treasuryRao);
    event RequestRefunded(uint256 indexed requestId, uint64 rao);
    event PackageOpened(uint256 indexed requestId, uint256 indexed index, bytes32 key);
    event KeyDelivered(uint256 indexed requestId, uint256 indexed index, address indexed by, bytes sealedKey);
    event ShareForfeited(uint256 indexed requestId, uint256 indexed index, uint64 rao);
    event Bought(
        uint256 indexed requestId, uint256 indexed index, uint256 indexed purchaseId, address buyer, bytes32 buyerKey, uint64 rao
    );
    event KeyReleased(uint256 indexed requestId, uint256 indexed index, uint256 indexed purchaseId, bytes sealedKey);
    event PurchaseRefunded(uint256 indexed requestId, uint256 indexed index, uint256 indexed purchaseId);
    event Credited(uint256 indexed requestId, address indexed account, uint64 rao);
    event Claimed(address indexed account, bytes32 indexed payTo, uint64 rao);
    event BondChanged(address indexed account, uint64 activeRao, uint64 lockedRao, uint64 leavingRao, uint64 leavesBlock);
    event TreasuryProposed(address indexed successor, uint64 fromBlock);
    event TreasuryChanged(address indexed treasury);
    event BenchmarkRevealed(uint256 indexed requestId, address indexed by, bytes32 key);
}

interface MarketErrors {
    error UnknownRequest();
    error UnknownItem();
    error InvalidTerms(uint256 rule);
    error InvalidCid(uint256 length);
    error InvalidScore();
    error InvalidPayee();
    error InvalidKey();
    error WrongValue(uint256 expectedRao);
    error WrongStage(Stage stage);
    error WrongStatus(uint256 status);
    error TooEarly(uint256 firstBlock);
    error TooLate(uint256 lastBlock);
    error NotAllowed();
    error NotTheHotkey();
    error NotOpened();
    error AlreadyDone();
    error LimitReached();
    error CommitmentMismatch();
    error BondTooSmall();
    error NothingOwed();
    error PaymentFailed();
    error NotForSale();
    error NoReserve(uint256 leastRao);
    error TooFewElectors(uint256 electors, uint256 quorum);
}
