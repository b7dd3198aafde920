// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IBalanceTransfer} from "./interfaces/IBalanceTransfer.sol";
import {IMetagraph} from "./interfaces/IMetagraph.sol";

/// @title DatasetMarket
/// @notice Escrow for dataset requests on one Bittensor subnet. A requester locks a bounty; registered hotkeys submit
/// packages until the deadline; permitted validators score them in the scoring window; `settle` pays by median score.
/// @dev Callers are sr25519 accounts through `evm.call`: msg.sender is the first 20 bytes of the hotkey's public key,
/// so a hotkey is authenticated by comparing it with the metagraph's. All amounts are whole rao (1 rao = 1e9 wei).
/// Everything a reader needs can be read from the state: frontier's log index knows nothing of `evm.call`.
contract DatasetMarket {
    enum Status { Open, Settled, Refunded }

    struct Request {
        address requester;
        uint64 openedBlock;
        Status status;
        uint32 thresholdPpm;
        /// @dev Last block in which a package can be submitted. Its hash seeds the scoring.
        uint64 deadlineBlock;
        /// @dev Last block in which a score can be given.
        uint64 scoringEndBlock;
        uint64 bountyRao;
        bytes32 benchmarkCommitment;
        /// @dev Block of `settle`; 0 before. What it gave to miners and validators; the rest went to the treasury.
        uint64 closedBlock;
        uint64 minersRao;
        uint64 validatorsRao;
        string specCid;
    }

    struct Submission {
        bytes32 hotkey;
        uint64 block_;
        uint16 uid;
        /// @dev Set by `settle`.
        uint32 medianPpm;
        uint64 paidRao;
        string packageCid;
    }

    struct Score {
        address validator;
        uint32 scorePpm;
        uint16 uid;
        uint32 block_;
        string reportCid;
    }

    struct BenchmarkKey {
        address by;
        uint64 block_;
        bytes32 key;
    }

    address private constant BALANCE_TRANSFER = 0x0000000000000000000000000000000000000800;
    IMetagraph private constant METAGRAPH = IMetagraph(0x0000000000000000000000000000000000000802);

    uint256 private constant WEI_PER_RAO = 1e9;
    uint32 public constant PPM = 1_000_000;
    uint32 public constant MINER_SHARE_PPM = 700_000;
    uint32 public constant VALIDATOR_SHARE_PPM = 250_000;
    /// @dev Bounds every loop of `settle`: at most 32 * 32 scores are read and sorted.
    uint256 public constant MAX_SUBMISSIONS = 32;
    uint256 public constant MAX_SCORES = 32;
    uint256 public constant MAX_CID_BYTES = 100;
    /// @dev About 90 days of 12-second blocks.
    uint64 public constant MAX_WINDOW_BLOCKS = 648_000;
    /// @dev 0.001 TAO: below this the shares would be dust.
    uint64 public constant MIN_BOUNTY_RAO = 1_000_000;

    uint16 public immutable netuid;
    address public immutable treasury;

    Request[] private _requests;
    mapping(uint256 requestId => Submission[]) private _submissions;
    mapping(uint256 requestId => mapping(uint256 index => Score[])) private _scores;
    mapping(uint256 requestId => mapping(bytes32 hotkey => bool)) private _hasSubmitted;
    mapping(uint256 requestId => mapping(bytes32 packageHash => bool)) private _packageTaken;
    mapping(uint256 requestId => mapping(uint256 index => mapping(address validator => bool))) private _hasScored;
    mapping(uint256 requestId => mapping(address validator => uint32)) private _scoresGiven;
    mapping(uint256 requestId => BenchmarkKey[]) private _benchmarkKeys;
    mapping(uint256 requestId => mapping(address account => bool)) private _hasRevealed;
    /// @notice What an account can claim, in rao.
    mapping(address account => uint64) public owedRao;

    event RequestOpened(
        uint256 indexed requestId,
        address indexed requester,
        string specCid,
        bytes32 benchmarkCommitment,
        uint64 deadlineBlock,
        uint64 scoringEndBlock,
        uint32 thresholdPpm,
        uint64 bountyRao
    );
    event DatasetSubmitted(
        uint256 indexed requestId, uint256 indexed submissionIndex, bytes32 indexed hotkey, uint16 uid, string packageCid
    );
    event ScoreGiven(
        uint256 indexed requestId,
        uint256 indexed submissionIndex,
        bytes32 indexed hotkey,
        uint16 uid,
        uint32 scorePpm,
        string reportCid
    );
    event SubmissionSettled(
        uint256 indexed requestId, uint256 indexed submissionIndex, uint32 medianPpm, uint256 scoreCount, uint64 paidRao
    );
    event RequestSettled(uint256 indexed requestId, uint64 minersRao, uint64 validatorsRao, uint64 treasuryRao);
    event RequestRefunded(uint256 indexed requestId, address indexed requester, uint64 refundRao);
    event Credited(uint256 indexed requestId, address indexed account, uint64 rao);
    event Claimed(address indexed account, bytes32 indexed payTo, uint64 rao);
    event BenchmarkRevealed(uint256 indexed requestId, address indexed by, bytes32 key);

    error UnknownRequest(uint256 requestId);
    error UnknownSubmission(uint256 requestId, uint256 submissionIndex);
    error InvalidCid(uint256 length);
    error InvalidDeadline(uint64 deadlineBlock, uint256 currentBlock);
    error InvalidScoringWindow(uint64 scoringBlocks);
    error InvalidThreshold(uint32 thresholdPpm);
    error InvalidScore(uint32 scorePpm);
    error BountyTooSmall(uint256 valueWei);
    error NotWholeRao(uint256 valueWei);
    error SubmissionsClosed(uint256 requestId, uint64 deadlineBlock);
    error ScoringNotOpen(uint256 requestId, uint64 deadlineBlock, uint64 scoringEndBlock, uint256 currentBlock);
    error ScoringNotOver(uint256 requestId, uint64 scoringEndBlock, uint256 currentBlock);
    error AlreadySettled(uint256 requestId);
    error NotSettled(uint256 requestId);
    error NotTheHotkey(uint16 uid, bytes32 registeredHotkey, address caller);
    error NoValidatorPermit(uint16 uid);
    error AlreadySubmitted(uint256 requestId, bytes32 hotkey);
    error PackageAlreadySubmitted(uint256 requestId, string packageCid);
    error AlreadyScored(uint256 requestId, uint256 submissionIndex, address validator);
    error OwnSubmission(uint256 requestId, uint256 submissionIndex);
    error TooManySubmissions(uint256 requestId);
    error TooManyScores(uint256 requestId, uint256 submissionIndex);
    error NothingOwed(address account);
    error InvalidPayee();
    error PaymentFailed(bytes32 payTo, uint64 rao);
    error MayNotReveal(uint256 requestId, address account);

    constructor(uint16 netuid_, address treasury_) {
        netuid = netuid_;
        treasury = treasury_;
    }

    /// @notice Opens a request and locks the sent value as its bounty.
    /// @param specCid CID of the request document.
    /// @param benchmarkCommitment sha256(key || benchmark): fixes the hidden benchmark without showing it.
    /// @param deadlineBlock last block for submissions.
    /// @param scoringBlocks length of the scoring window that follows.
    /// @param thresholdPpm least median score, in parts per million, that is paid.
    function open(
        string calldata specCid,
        bytes32 benchmarkCommitment,
        uint64 deadlineBlock,
        uint64 scoringBlocks,
        uint32 thresholdPpm
    ) external payable returns (uint256 requestId) {
        _requireCid(specCid);
        if (deadlineBlock <= block.number || deadlineBlock > block.number + MAX_WINDOW_BLOCKS) {
            revert InvalidDeadline(deadlineBlock, block.number);
        }
        if (scoringBlocks == 0 || scoringBlocks > MAX_WINDOW_BLOCKS) revert InvalidScoringWindow(scoringBlocks);
        if (thresholdPpm > PPM) revert InvalidThreshold(thresholdPpm);
        if (msg.value % WEI_PER_RAO != 0) revert NotWholeRao(msg.value);
        uint256 bounty = msg.value / WEI_PER_RAO;
        if (bounty < MIN_BOUNTY_RAO || bounty > type(uint64).max) revert BountyTooSmall(msg.value);

        requestId = _requests.length;
        uint64 scoringEndBlock = deadlineBlock + scoringBlocks;
        _requests.push(
            Request({
                requester: msg.sender,
                openedBlock: uint64(block.number),
                status: Status.Open,
                thresholdPpm: thresholdPpm,
                deadlineBlock: deadlineBlock,
                scoringEndBlock: scoringEndBlock,
                bountyRao: uint64(bounty),
                benchmarkCommitment: benchmarkCommitment,
                closedBlock: 0,
                minersRao: 0,
                validatorsRao: 0,
                specCid: specCid
            })
        );
        emit RequestOpened(
            requestId, msg.sender, specCid, benchmarkCommitment, deadlineBlock, scoringEndBlock, thresholdPpm, uint64(bounty)
        );
    }

    /// @notice Submits a package. The caller must be the hotkey that holds `uid`; one package a hotkey and request,
    /// and of equal packages the first one counts.
    function submit(uint256 requestId, uint16 uid, string calldata packageCid)
        external
        returns (uint256 submissionIndex)
    {
        Request storage request = _request(requestId);
        if (block.number > request.deadlineBlock) revert SubmissionsClosed(requestId, request.deadlineBlock);
        _requireCid(packageCid);
        bytes32 hotkey = _requireHotkey(uid);
        if (_hasSubmitted[requestId][hotkey]) revert AlreadySubmitted(requestId, hotkey);
        bytes32 packageHash = keccak256(bytes(packageCid));
        if (_packageTaken[requestId][packageHash]) revert PackageAlreadySubmitted(requestId, packageCid);
        submissionIndex = _submissions[requestId].length;
        if (submissionIndex >= MAX_SUBMISSIONS) revert TooManySubmissions(requestId);

        _hasSubmitted[requestId][hotkey] = true;
        _packageTaken[requestId][packageHash] = true;
        _submissions[requestId].push(
            Submission({
                hotkey: hotkey,
                block_: uint64(block.number),
                uid: uid,
                medianPpm: 0,
                paidRao: 0,
                packageCid: packageCid
            })
        );
        emit DatasetSubmitted(requestId, submissionIndex, hotkey, uid, packageCid);
    }

    /// @notice Gives a score. The caller must be the hotkey that holds `uid` and have a validator permit.
    function score(uint256 requestId, uint256 submissionIndex, uint16 uid, uint32 scorePpm, string calldata reportCid)
        external
    {
        Request storage request = _request(requestId);
        if (block.number <= request.deadlineBlock || block.number > request.scoringEndBlock) {
            revert ScoringNotOpen(requestId, request.deadlineBlock, request.scoringEndBlock, block.number);
        }
        if (submissionIndex >= _submissions[requestId].length) revert UnknownSubmission(requestId, submissionIndex);
        if (scorePpm > PPM) revert InvalidScore(scorePpm);
        _requireCid(reportCid);
        bytes32 hotkey = _requireHotkey(uid);
        if (!METAGRAPH.getValidatorStatus(netuid, uid)) revert NoValidatorPermit(uid);
        if (_submissions[requestId][submissionIndex].hotkey == hotkey) revert OwnSubmission(requestId, submissionIndex);
        if (_hasScored[requestId][submissionIndex][msg.sender]) {
            revert AlreadyScored(requestId, submissionIndex, msg.sender);
        }
        Score[] storage scores = _scores[requestId][submissionIndex];
        if (scores.length >= MAX_SCORES) revert TooManyScores(requestId, submissionIndex);

        _hasScored[requestId][submissionIndex][msg.sender] = true;
        _scoresGiven[requestId][msg.sender] += 1;
        scores.push(
            Score({
                validator: msg.sender,
                scorePpm: scorePpm,
                uid: uid,
                block_: uint32(block.number),
                reportCid: reportCid
            })
        );
        emit ScoreGiven(requestId, submissionIndex, hotkey, uid, scorePpm, reportCid);
    }

    /// @notice Settles a request after its scoring window; anyone may call it. 70 % go to the submissions whose median
    /// reaches the threshold, in proportion to it; 25 % to the validators, a share a score; the rest (5 % and the
    /// dust of the divisions) to the treasury. Where nothing passes the requester gets everything back.
    function settle(uint256 requestId) external {
        Request storage request = _request(requestId);
        if (request.status != Status.Open) revert AlreadySettled(requestId);
        if (block.number <= request.scoringEndBlock) {
            revert ScoringNotOver(requestId, request.scoringEndBlock, block.number);
        }

        uint256 count = _submissions[requestId].length;
        uint32[] memory medians = new uint32[](count);
        uint256 passingSum;
        uint256 scoreCount;
        for (uint256 i = 0; i < count; ++i) {
            medians[i] = _median(_scores[requestId][i]);
            _submissions[requestId][i].medianPpm = medians[i];
            scoreCount += _scores[requestId][i].length;
            if (_passes(medians[i], request.thresholdPpm)) passingSum += medians[i];
        }

        request.closedBlock = uint64(block.number);
        uint64 bounty = request.bountyRao;
        if (passingSum == 0) {
            request.status = Status.Refunded;
            for (uint256 i = 0; i < count; ++i) {
                emit SubmissionSettled(requestId, i, medians[i], _scores[requestId][i].length, 0);
            }
            _credit(requestId, request.requester, bounty);
            emit RequestRefunded(requestId, request.requester, bounty);
            return;
        }

        request.status = Status.Settled;
        uint64 minersRao = _payMiners(requestId, medians, passingSum, request.thresholdPpm, bounty);
        uint64 validatorsRao = _payValidators(requestId, count, scoreCount, bounty);
        uint64 treasuryRao = bounty - minersRao - validatorsRao;
        request.minersRao = minersRao;
        request.validatorsRao = validatorsRao;
        _credit(requestId, treasury, treasuryRao);
        emit RequestSettled(requestId, minersRao, validatorsRao, treasuryRao);
    }

    /// @notice Pays everything the caller is owed to the native account with the public key `payTo`.
    function claim(bytes32 payTo) external {
        if (payTo == bytes32(0)) revert InvalidPayee();
        uint64 rao = owedRao[msg.sender];
        if (rao == 0) revert NothingOwed(msg.sender);
        owedRao[msg.sender] = 0;
        emit Claimed(msg.sender, payTo, rao);
        // A precompile has no code, so the compiler's own check before a high-level call would refuse it.
        (bool paid,) = BALANCE_TRANSFER.call{value: uint256(rao) * WEI_PER_RAO}(
            abi.encodeCall(IBalanceTransfer.transfer, (payTo))
        );
        if (!paid) revert PaymentFailed(payTo, rao);
    }

    /// @notice Publishes the benchmark's key after settlement, so that anyone can recompute every score. The requester
    /// may, and so may each validator that scored, in case the requester is gone. Readers check the key against the
    /// commitment: a wrong one reveals nothing and harms nobody.
    function revealBenchmark(uint256 requestId, bytes32 key) external {
        Request storage request = _request(requestId);
        if (request.status == Status.Open) revert NotSettled(requestId);
        bool mayReveal = msg.sender == request.requester || _scoresGiven[requestId][msg.sender] > 0;
        if (!mayReveal || _hasRevealed[requestId][msg.sender]) revert MayNotReveal(requestId, msg.sender);
        _hasRevealed[requestId][msg.sender] = true;
        _benchmarkKeys[requestId].push(BenchmarkKey({by: msg.sender, block_: uint64(block.number), key: key}));
        emit BenchmarkRevealed(requestId, msg.sender, key);
    }

    function requestCount() external view returns (uint256) {
        return _requests.length;
    }

    function getRequest(uint256 requestId) external view returns (Request memory) {
        return _request(requestId);
    }

    function getSubmissions(uint256 requestId) external view returns (Submission[] memory) {
        _request(requestId);
        return _submissions[requestId];
    }

    function getScores(uint256 requestId, uint256 submissionIndex) external view returns (Score[] memory) {
        _request(requestId);
        if (submissionIndex >= _submissions[requestId].length) revert UnknownSubmission(requestId, submissionIndex);
        return _scores[requestId][submissionIndex];
    }

    /// @notice The keys that were published, earliest first; one may be wrong.
    function getBenchmarkKeys(uint256 requestId) external view returns (BenchmarkKey[] memory) {
        _request(requestId);
        return _benchmarkKeys[requestId];
    }

    function _payMiners(
        uint256 requestId,
        uint32[] memory medians,
        uint256 passingSum,
        uint32 thresholdPpm,
        uint64 bounty
    ) private returns (uint64 paid) {
        uint256 pool = (uint256(bounty) * MINER_SHARE_PPM) / PPM;
        for (uint256 i = 0; i < medians.length; ++i) {
            Submission storage submission = _submissions[requestId][i];
            uint64 rao = 0;
            if (_passes(medians[i], thresholdPpm)) {
                rao = uint64((pool * medians[i]) / passingSum);
                submission.paidRao = rao;
                paid += rao;
                _credit(requestId, _accountOf(submission.hotkey), rao);
            }
            emit SubmissionSettled(requestId, i, medians[i], _scores[requestId][i].length, rao);
        }
    }

    function _payValidators(uint256 requestId, uint256 submissionCount, uint256 scoreCount, uint64 bounty)
        private
        returns (uint64 paid)
    {
        uint64 perScore = uint64((uint256(bounty) * VALIDATOR_SHARE_PPM) / PPM / scoreCount);
        for (uint256 i = 0; i < submissionCount; ++i) {
            Score[] storage scores = _scores[requestId][i];
            uint256 length = scores.length;
            for (uint256 j = 0; j < length; ++j) {
                owedRao[scores[j].validator] += perScore;
                paid += perScore;
                emit Credited(requestId, scores[j].validator, perScore);
            }
        }
    }

    function _credit(uint256 requestId, address account, uint64 rao) private {
        owedRao[account] += rao;
        emit Credited(requestId, account, rao);
    }

    /// @dev The lower-rounded mean of the two middle scores when their number is even; 0 without scores.
    function _median(Score[] storage scores) private view returns (uint32) {
        uint256 length = scores.length;
        if (length == 0) return 0;
        uint32[] memory sorted = new uint32[](length);
        for (uint256 i = 0; i < length; ++i) {
            uint32 value = scores[i].scorePpm;
            uint256 j = i;
            for (; j > 0 && sorted[j - 1] > value; --j) sorted[j] = sorted[j - 1];
            sorted[j] = value;
        }
        uint256 middle = length / 2;
        return length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    function _passes(uint32 medianPpm, uint32 thresholdPpm) private pure returns (bool) {
        return medianPpm > 0 && medianPpm >= thresholdPpm;
    }

    function _request(uint256 requestId) private view returns (Request storage) {
        if (requestId >= _requests.length) revert UnknownRequest(requestId);
        return _requests[requestId];
    }

    function _requireCid(string calldata cid) private pure {
        uint256 length = bytes(cid).length;
        if (length == 0 || length > MAX_CID_BYTES) revert InvalidCid(length);
    }

    function _requireHotkey(uint16 uid) private view returns (bytes32 hotkey) {
        hotkey = METAGRAPH.getHotkey(netuid, uid);
        if (hotkey == bytes32(0) || _accountOf(hotkey) != msg.sender) revert NotTheHotkey(uid, hotkey, msg.sender);
    }

    function _accountOf(bytes32 publicKey) private pure returns (address) {
        return address(bytes20(publicKey));
    }
}
