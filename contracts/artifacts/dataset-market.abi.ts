// Generated from DatasetMarket.sol by `npm run build:contracts`. Do not edit.
export const datasetMarketAbi = [
  {
    "inputs": [
      {
        "internalType": "uint16",
        "name": "netuid_",
        "type": "uint16"
      },
      {
        "internalType": "address",
        "name": "treasury_",
        "type": "address"
      }
    ],
    "stateMutability": "nonpayable",
    "type": "constructor"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "requestId",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "submissionIndex",
        "type": "uint256"
      },
      {
        "internalType": "address",
        "name": "validator",
        "type": "address"
      }
    ],
    "name": "AlreadyScored",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "requestId",
        "type": "uint256"
      }
    ],
    "name": "AlreadySettled",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "requestId",
        "type": "uint256"
      },
      {
        "internalType": "bytes32",
        "name": "hotkey",
        "type": "bytes32"
      }
    ],
    "name": "AlreadySubmitted",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "valueWei",
        "type": "uint256"
      }
    ],
    "name": "BountyTooSmall",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "length",
        "type": "uint256"
      }
    ],
    "name": "InvalidCid",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint64",
        "name": "deadlineBlock",
        "type": "uint64"
      },
      {
        "internalType": "uint256",
        "name": "currentBlock",
        "type": "uint256"
      }
    ],
    "name": "InvalidDeadline",
    "type": "error"
  },
  {
    "inputs": [],
    "name": "InvalidPayee",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint32",
        "name": "scorePpm",
        "type": "uint32"
      }
    ],
    "name": "InvalidScore",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint64",
        "name": "scoringBlocks",
        "type": "uint64"
      }
    ],
    "name": "InvalidScoringWindow",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint32",
        "name": "thresholdPpm",
        "type": "uint32"
      }
    ],
    "name": "InvalidThreshold",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "requestId",
        "type": "uint256"
      },
      {
        "internalType": "address",
        "name": "account",
        "type": "address"
      }
    ],
    "name": "MayNotReveal",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint16",
        "name": "uid",
        "type": "uint16"
      }
    ],
    "name": "NoValidatorPermit",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "requestId",
        "type": "uint256"
      }
    ],
    "name": "NotSettled",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint16",
        "name": "uid",
        "type": "uint16"
      },
      {
        "internalType": "bytes32",
        "name": "registeredHotkey",
        "type": "bytes32"
      },
      {
        "internalType": "address",
        "name": "caller",
        "type": "address"
      }
    ],
    "name": "NotTheHotkey",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "valueWei",
        "type": "uint256"
      }
    ],
    "name": "NotWholeRao",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "account",
        "type": "address"
      }
    ],
    "name": "NothingOwed",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "requestId",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "submissionIndex",
        "type": "uint256"
      }
    ],
    "name": "OwnSubmission",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "requestId",
        "type": "uint256"
      },
      {
        "internalType": "string",
        "name": "packageCid",
        "type": "string"
      }
    ],
    "name": "PackageAlreadySubmitted",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "payTo",
        "type": "bytes32"
      },
      {
        "internalType": "uint64",
        "name": "rao",
        "type": "uint64"
      }
    ],
    "name": "PaymentFailed",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "requestId",
        "type": "uint256"
      },
      {
        "internalType": "uint64",
        "name": "deadlineBlock",
        "type": "uint64"
      },
      {
        "internalType": "uint64",
        "name": "scoringEndBlock",
        "type": "uint64"
      },
      {
        "internalType": "uint256",
        "name": "currentBlock",
        "type": "uint256"
      }
    ],
    "name": "ScoringNotOpen",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "requestId",
        "type": "uint256"
      },
      {
        "internalType": "uint64",
        "name": "scoringEndBlock",
        "type": "uint64"
      },
      {
        "internalType": "uint256",
        "name": "currentBlock",
        "type": "uint256"
      }
    ],
    "name": "ScoringNotOver",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "requestId",
        "type": "uint256"
      },
      {
        "internalType": "uint64",
        "name": "deadlineBlock",
        "type": "uint64"
      }
    ],
    "name": "SubmissionsClosed",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "requestId",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "submissionIndex",
        "type": "uint256"
      }
    ],
    "name": "TooManyScores",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "requestId",
        "type": "uint256"
      }
    ],
    "name": "TooManySubmissions",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "requestId",
        "type": "uint256"
      }
    ],
    "name": "UnknownRequest",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "requestId",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "submissionIndex",
        "type": "uint256"
      }
    ],
    "name": "UnknownSubmission",
    "type": "error"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "uint256",
        "name": "requestId",
        "type": "uint256"
      },
      {
        "indexed": true,
        "internalType": "address",
        "name": "by",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "bytes32",
        "name": "key",
        "type": "bytes32"
      }
    ],
    "name": "BenchmarkRevealed",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "address",
        "name": "account",
        "type": "address"
      },
      {
        "indexed": true,
        "internalType": "bytes32",
        "name": "payTo",
        "type": "bytes32"
      },
      {
        "indexed": false,
        "internalType": "uint64",
        "name": "rao",
        "type": "uint64"
      }
    ],
    "name": "Claimed",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "uint256",
        "name": "requestId",
        "type": "uint256"
      },
      {
        "indexed": true,
        "internalType": "address",
        "name": "account",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "uint64",
        "name": "rao",
        "type": "uint64"
      }
    ],
    "name": "Credited",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "uint256",
        "name": "requestId",
        "type": "uint256"
      },
      {
        "indexed": true,
        "internalType": "uint256",
        "name": "submissionIndex",
        "type": "uint256"
      },
      {
        "indexed": true,
        "internalType": "bytes32",
        "name": "hotkey",
        "type": "bytes32"
      },
      {
        "indexed": false,
        "internalType": "uint16",
        "name": "uid",
        "type": "uint16"
      },
      {
        "indexed": false,
        "internalType": "string",
        "name": "packageCid",
        "type": "string"
      }
    ],
    "name": "DatasetSubmitted",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "uint256",
        "name": "requestId",
        "type": "uint256"
      },
      {
        "indexed": true,
        "internalType": "address",
        "name": "requester",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "string",
        "name": "specCid",
        "type": "string"
      },
      {
        "indexed": false,
        "internalType": "bytes32",
        "name": "benchmarkCommitment",
        "type": "bytes32"
      },
      {
        "indexed": false,
        "internalType": "uint64",
        "name": "deadlineBlock",
        "type": "uint64"
      },
      {
        "indexed": false,
        "internalType": "uint64",
        "name": "scoringEndBlock",
        "type": "uint64"
      },
      {
        "indexed": false,
        "internalType": "uint32",
        "name": "thresholdPpm",
        "type": "uint32"
      },
      {
        "indexed": false,
        "internalType": "uint64",
        "name": "bountyRao",
        "type": "uint64"
      }
    ],
    "name": "RequestOpened",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "uint256",
        "name": "requestId",
        "type": "uint256"
      },
      {
        "indexed": true,
        "internalType": "address",
        "name": "requester",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "uint64",
        "name": "refundRao",
        "type": "uint64"
      }
    ],
    "name": "RequestRefunded",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "uint256",
        "name": "requestId",
        "type": "uint256"
      },
      {
        "indexed": false,
        "internalType": "uint64",
        "name": "minersRao",
        "type": "uint64"
      },
      {
        "indexed": false,
        "internalType": "uint64",
        "name": "validatorsRao",
        "type": "uint64"
      },
      {
        "indexed": false,
        "internalType": "uint64",
        "name": "treasuryRao",
        "type": "uint64"
      }
    ],
    "name": "RequestSettled",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "uint256",
        "name": "requestId",
        "type": "uint256"
      },
      {
        "indexed": true,
        "internalType": "uint256",
        "name": "submissionIndex",
        "type": "uint256"
      },
      {
        "indexed": true,
        "internalType": "bytes32",
        "name": "hotkey",
        "type": "bytes32"
      },
      {
        "indexed": false,
        "internalType": "uint16",
        "name": "uid",
        "type": "uint16"
      },
      {
        "indexed": false,
        "internalType": "uint32",
        "name": "scorePpm",
        "type": "uint32"
      },
      {
        "indexed": false,
        "internalType": "string",
        "name": "reportCid",
        "type": "string"
      }
    ],
    "name": "ScoreGiven",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "uint256",
        "name": "requestId",
        "type": "uint256"
      },
      {
        "indexed": true,
        "internalType": "uint256",
        "name": "submissionIndex",
        "type": "uint256"
      },
      {
        "indexed": false,
        "internalType": "uint32",
        "name": "medianPpm",
        "type": "uint32"
      },
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "scoreCount",
        "type": "uint256"
      },
      {
        "indexed": false,
        "internalType": "uint64",
        "name": "paidRao",
        "type": "uint64"
      }
    ],
    "name": "SubmissionSettled",
    "type": "event"
  },
  {
    "inputs": [],
    "name": "MAX_CID_BYTES",
    "outputs": [
      {
        "internalType": "uint256",
        "name": "",
        "type": "uint256"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "MAX_SCORES",
    "outputs": [
      {
        "internalType": "uint256",
        "name": "",
        "type": "uint256"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "MAX_SUBMISSIONS",
    "outputs": [
      {
        "internalType": "uint256",
        "name": "",
        "type": "uint256"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "MAX_WINDOW_BLOCKS",
    "outputs": [
      {
        "internalType": "uint64",
        "name": "",
        "type": "uint64"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "MINER_SHARE_PPM",
    "outputs": [
      {
        "internalType": "uint32",
        "name": "",
        "type": "uint32"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "MIN_BOUNTY_RAO",
    "outputs": [
      {
        "internalType": "uint64",
        "name": "",
        "type": "uint64"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "PPM",
    "outputs": [
      {
        "internalType": "uint32",
        "name": "",
        "type": "uint32"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "VALIDATOR_SHARE_PPM",
    "outputs": [
      {
        "internalType": "uint32",
        "name": "",
        "type": "uint32"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "payTo",
        "type": "bytes32"
      }
    ],
    "name": "claim",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "requestId",
        "type": "uint256"
      }
    ],
    "name": "getBenchmarkKeys",
    "outputs": [
      {
        "components": [
          {
            "internalType": "address",
            "name": "by",
            "type": "address"
          },
          {
            "internalType": "uint64",
            "name": "block_",
            "type": "uint64"
          },
          {
            "internalType": "bytes32",
            "name": "key",
            "type": "bytes32"
          }
        ],
        "internalType": "struct DatasetMarket.BenchmarkKey[]",
        "name": "",
        "type": "tuple[]"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "requestId",
        "type": "uint256"
      }
    ],
    "name": "getRequest",
    "outputs": [
      {
        "components": [
          {
            "internalType": "address",
            "name": "requester",
            "type": "address"
          },
          {
            "internalType": "uint64",
            "name": "openedBlock",
            "type": "uint64"
          },
          {
            "internalType": "enum DatasetMarket.Status",
            "name": "status",
            "type": "uint8"
          },
          {
            "internalType": "uint32",
            "name": "thresholdPpm",
            "type": "uint32"
          },
          {
            "internalType": "uint64",
            "name": "deadlineBlock",
            "type": "uint64"
          },
          {
            "internalType": "uint64",
            "name": "scoringEndBlock",
            "type": "uint64"
          },
          {
            "internalType": "uint64",
            "name": "bountyRao",
            "type": "uint64"
          },
          {
            "internalType": "bytes32",
            "name": "benchmarkCommitment",
            "type": "bytes32"
          },
          {
            "internalType": "uint64",
            "name": "closedBlock",
            "type": "uint64"
          },
          {
            "internalType": "uint64",
            "name": "minersRao",
            "type": "uint64"
          },
          {
            "internalType": "uint64",
            "name": "validatorsRao",
            "type": "uint64"
          },
          {
            "internalType": "string",
            "name": "specCid",
            "type": "string"
          }
        ],
        "internalType": "struct DatasetMarket.Request",
        "name": "",
        "type": "tuple"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "requestId",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "submissionIndex",
        "type": "uint256"
      }
    ],
    "name": "getScores",
    "outputs": [
      {
        "components": [
          {
            "internalType": "address",
            "name": "validator",
            "type": "address"
          },
          {
            "internalType": "uint32",
            "name": "scorePpm",
            "type": "uint32"
          },
          {
            "internalType": "uint16",
            "name": "uid",
            "type": "uint16"
          },
          {
            "internalType": "uint32",
            "name": "block_",
            "type": "uint32"
          },
          {
            "internalType": "string",
            "name": "reportCid",
            "type": "string"
          }
        ],
        "internalType": "struct DatasetMarket.Score[]",
        "name": "",
        "type": "tuple[]"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "requestId",
        "type": "uint256"
      }
    ],
    "name": "getSubmissions",
    "outputs": [
      {
        "components": [
          {
            "internalType": "bytes32",
            "name": "hotkey",
            "type": "bytes32"
          },
          {
            "internalType": "uint64",
            "name": "block_",
            "type": "uint64"
          },
          {
            "internalType": "uint16",
            "name": "uid",
            "type": "uint16"
          },
          {
            "internalType": "uint32",
            "name": "medianPpm",
            "type": "uint32"
          },
          {
            "internalType": "uint64",
            "name": "paidRao",
            "type": "uint64"
          },
          {
            "internalType": "string",
            "name": "packageCid",
            "type": "string"
          }
        ],
        "internalType": "struct DatasetMarket.Submission[]",
        "name": "",
        "type": "tuple[]"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "netuid",
    "outputs": [
      {
        "internalType": "uint16",
        "name": "",
        "type": "uint16"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "string",
        "name": "specCid",
        "type": "string"
      },
      {
        "internalType": "bytes32",
        "name": "benchmarkCommitment",
        "type": "bytes32"
      },
      {
        "internalType": "uint64",
        "name": "deadlineBlock",
        "type": "uint64"
      },
      {
        "internalType": "uint64",
        "name": "scoringBlocks",
        "type": "uint64"
      },
      {
        "internalType": "uint32",
        "name": "thresholdPpm",
        "type": "uint32"
      }
    ],
    "name": "open",
    "outputs": [
      {
        "internalType": "uint256",
        "name": "requestId",
        "type": "uint256"
      }
    ],
    "stateMutability": "payable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "account",
        "type": "address"
      }
    ],
    "name": "owedRao",
    "outputs": [
      {
        "internalType": "uint64",
        "name": "",
        "type": "uint64"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "requestCount",
    "outputs": [
      {
        "internalType": "uint256",
        "name": "",
        "type": "uint256"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "requestId",
        "type": "uint256"
      },
      {
        "internalType": "bytes32",
        "name": "key",
        "type": "bytes32"
      }
    ],
    "name": "revealBenchmark",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "requestId",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "submissionIndex",
        "type": "uint256"
      },
      {
        "internalType": "uint16",
        "name": "uid",
        "type": "uint16"
      },
      {
        "internalType": "uint32",
        "name": "scorePpm",
        "type": "uint32"
      },
      {
        "internalType": "string",
        "name": "reportCid",
        "type": "string"
      }
    ],
    "name": "score",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "requestId",
        "type": "uint256"
      }
    ],
    "name": "settle",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "requestId",
        "type": "uint256"
      },
      {
        "internalType": "uint16",
        "name": "uid",
        "type": "uint16"
      },
      {
        "internalType": "string",
        "name": "packageCid",
        "type": "string"
      }
    ],
    "name": "submit",
    "outputs": [
      {
        "internalType": "uint256",
        "name": "submissionIndex",
        "type": "uint256"
      }
    ],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "treasury",
    "outputs": [
      {
        "internalType": "address",
        "name": "",
        "type": "address"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  }
] as const;
