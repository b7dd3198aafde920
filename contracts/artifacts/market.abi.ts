// Generated from contracts/src and contracts/interfaces by `npm run build:market`. Do not edit.
export const marketAbi = [
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
      },
      {
        "internalType": "uint32",
        "name": "rootWeightPpm_",
        "type": "uint32"
      },
      {
        "internalType": "uint32",
        "name": "minWindowBlocks_",
        "type": "uint32"
      },
      {
        "internalType": "address",
        "name": "annex_",
        "type": "address"
      }
    ],
    "stateMutability": "payable",
    "type": "constructor"
  },
  {
    "inputs": [],
    "name": "AlreadyDone",
    "type": "error"
  },
  {
    "inputs": [],
    "name": "BondTooSmall",
    "type": "error"
  },
  {
    "inputs": [],
    "name": "CommitmentMismatch",
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
    "inputs": [],
    "name": "InvalidKey",
    "type": "error"
  },
  {
    "inputs": [],
    "name": "InvalidPayee",
    "type": "error"
  },
  {
    "inputs": [],
    "name": "InvalidScore",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "rule",
        "type": "uint256"
      }
    ],
    "name": "InvalidTerms",
    "type": "error"
  },
  {
    "inputs": [],
    "name": "LimitReached",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "leastRao",
        "type": "uint256"
      }
    ],
    "name": "NoReserve",
    "type": "error"
  },
  {
    "inputs": [],
    "name": "NotAllowed",
    "type": "error"
  },
  {
    "inputs": [],
    "name": "NotForSale",
    "type": "error"
  },
  {
    "inputs": [],
    "name": "NotOpened",
    "type": "error"
  },
  {
    "inputs": [],
    "name": "NotTheHotkey",
    "type": "error"
  },
  {
    "inputs": [],
    "name": "NothingOwed",
    "type": "error"
  },
  {
    "inputs": [],
    "name": "PaymentFailed",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "firstBlock",
        "type": "uint256"
      }
    ],
    "name": "TooEarly",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "electors",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "quorum",
        "type": "uint256"
      }
    ],
    "name": "TooFewElectors",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "lastBlock",
        "type": "uint256"
      }
    ],
    "name": "TooLate",
    "type": "error"
  },
  {
    "inputs": [],
    "name": "UnknownItem",
    "type": "error"
  },
  {
    "inputs": [],
    "name": "UnknownRequest",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "enum Stage",
        "name": "stage",
        "type": "uint8"
      }
    ],
    "name": "WrongStage",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "status",
        "type": "uint256"
      }
    ],
    "name": "WrongStatus",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "expectedRao",
        "type": "uint256"
      }
    ],
    "name": "WrongValue",
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
        "internalType": "uint256",
        "name": "index",
        "type": "uint256"
      },
      {
        "indexed": false,
        "internalType": "uint64",
        "name": "seats",
        "type": "uint64"
      }
    ],
    "name": "Assigned",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "bytes32",
        "name": "commitment",
        "type": "bytes32"
      },
      {
        "indexed": true,
        "internalType": "address",
        "name": "owner",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "uint64",
        "name": "feeRao",
        "type": "uint64"
      },
      {
        "indexed": false,
        "internalType": "string",
        "name": "cid",
        "type": "string"
      }
    ],
    "name": "BenchmarkRegistered",
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
        "indexed": false,
        "internalType": "uint64",
        "name": "activeRao",
        "type": "uint64"
      },
      {
        "indexed": false,
        "internalType": "uint64",
        "name": "lockedRao",
        "type": "uint64"
      },
      {
        "indexed": false,
        "internalType": "uint64",
        "name": "leavingRao",
        "type": "uint64"
      },
      {
        "indexed": false,
        "internalType": "uint64",
        "name": "leavesBlock",
        "type": "uint64"
      }
    ],
    "name": "BondChanged",
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
        "name": "index",
        "type": "uint256"
      },
      {
        "indexed": true,
        "internalType": "uint256",
        "name": "purchaseId",
        "type": "uint256"
      },
      {
        "indexed": false,
        "internalType": "address",
        "name": "buyer",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "bytes32",
        "name": "buyerKey",
        "type": "bytes32"
      },
      {
        "indexed": false,
        "internalType": "uint64",
        "name": "rao",
        "type": "uint64"
      }
    ],
    "name": "Bought",
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
        "name": "by",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "uint64",
        "name": "rao",
        "type": "uint64"
      }
    ],
    "name": "BountyRaised",
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
        "name": "challengeId",
        "type": "uint256"
      },
      {
        "indexed": true,
        "internalType": "address",
        "name": "appellant",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "enum ChallengeStatus",
        "name": "firstStatus",
        "type": "uint8"
      },
      {
        "indexed": false,
        "internalType": "uint32",
        "name": "firstMedianPpm",
        "type": "uint32"
      }
    ],
    "name": "ChallengeAppealed",
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
        "name": "challengeId",
        "type": "uint256"
      },
      {
        "indexed": true,
        "internalType": "address",
        "name": "challenger",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "index",
        "type": "uint256"
      },
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "seat",
        "type": "uint256"
      },
      {
        "indexed": false,
        "internalType": "string",
        "name": "evidenceCid",
        "type": "string"
      }
    ],
    "name": "ChallengeOpened",
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
        "name": "challengeId",
        "type": "uint256"
      },
      {
        "indexed": false,
        "internalType": "enum ChallengeStatus",
        "name": "status",
        "type": "uint8"
      },
      {
        "indexed": false,
        "internalType": "uint32",
        "name": "juryMedianPpm",
        "type": "uint32"
      },
      {
        "indexed": false,
        "internalType": "uint64",
        "name": "slashedRao",
        "type": "uint64"
      }
    ],
    "name": "ChallengeResolved",
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
        "indexed": false,
        "internalType": "uint64",
        "name": "deadlineBlock",
        "type": "uint64"
      }
    ],
    "name": "DeadlineExtended",
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
        "name": "rao",
        "type": "uint64"
      }
    ],
    "name": "DepositForfeited",
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
        "internalType": "uint256",
        "name": "electors",
        "type": "uint256"
      },
      {
        "indexed": false,
        "internalType": "uint64",
        "name": "seedBlock",
        "type": "uint64"
      }
    ],
    "name": "ElectorsSeated",
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
        "name": "challengeId",
        "type": "uint256"
      },
      {
        "indexed": false,
        "internalType": "uint64",
        "name": "seats",
        "type": "uint64"
      },
      {
        "indexed": false,
        "internalType": "uint64",
        "name": "tickets",
        "type": "uint64"
      }
    ],
    "name": "JuryDrawn",
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
        "name": "index",
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
        "internalType": "bytes",
        "name": "sealedKey",
        "type": "bytes"
      }
    ],
    "name": "KeyDelivered",
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
        "name": "index",
        "type": "uint256"
      },
      {
        "indexed": true,
        "internalType": "uint256",
        "name": "purchaseId",
        "type": "uint256"
      },
      {
        "indexed": false,
        "internalType": "bytes",
        "name": "sealedKey",
        "type": "bytes"
      }
    ],
    "name": "KeyReleased",
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
        "name": "index",
        "type": "uint256"
      },
      {
        "indexed": false,
        "internalType": "bytes32",
        "name": "key",
        "type": "bytes32"
      }
    ],
    "name": "PackageOpened",
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
        "name": "index",
        "type": "uint256"
      },
      {
        "indexed": true,
        "internalType": "address",
        "name": "buyer",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "address",
        "name": "by",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "uint64",
        "name": "rao",
        "type": "uint64"
      }
    ],
    "name": "PriceNamed",
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
        "name": "index",
        "type": "uint256"
      },
      {
        "indexed": true,
        "internalType": "uint256",
        "name": "purchaseId",
        "type": "uint256"
      }
    ],
    "name": "PurchaseRefunded",
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
        "name": "bountyRao",
        "type": "uint64"
      },
      {
        "indexed": false,
        "internalType": "string",
        "name": "specCid",
        "type": "string"
      },
      {
        "components": [
          {
            "internalType": "uint64",
            "name": "deadlineBlock",
            "type": "uint64"
          },
          {
            "internalType": "uint32",
            "name": "revealBlocks",
            "type": "uint32"
          },
          {
            "internalType": "uint32",
            "name": "scoreCommitBlocks",
            "type": "uint32"
          },
          {
            "internalType": "uint32",
            "name": "scoreRevealBlocks",
            "type": "uint32"
          },
          {
            "internalType": "uint32",
            "name": "challengeBlocks",
            "type": "uint32"
          },
          {
            "internalType": "uint32",
            "name": "juryBlocks",
            "type": "uint32"
          },
          {
            "internalType": "uint32",
            "name": "openBlocks",
            "type": "uint32"
          },
          {
            "internalType": "uint32",
            "name": "thresholdPpm",
            "type": "uint32"
          },
          {
            "internalType": "uint32",
            "name": "outlierFloorPpm",
            "type": "uint32"
          },
          {
            "internalType": "uint32",
            "name": "maxSpreadPpm",
            "type": "uint32"
          },
          {
            "internalType": "uint8",
            "name": "assignedPerSubmission",
            "type": "uint8"
          },
          {
            "internalType": "uint8",
            "name": "quorum",
            "type": "uint8"
          },
          {
            "internalType": "uint8",
            "name": "maxPerColdkey",
            "type": "uint8"
          },
          {
            "internalType": "bool",
            "name": "privateDelivery",
            "type": "bool"
          },
          {
            "internalType": "uint64",
            "name": "submissionDepositRao",
            "type": "uint64"
          },
          {
            "internalType": "uint64",
            "name": "validatorBondRao",
            "type": "uint64"
          },
          {
            "internalType": "uint64",
            "name": "challengeBondRao",
            "type": "uint64"
          },
          {
            "internalType": "uint32",
            "name": "earlyBonusPpm",
            "type": "uint32"
          },
          {
            "internalType": "uint32",
            "name": "earlyBlocks",
            "type": "uint32"
          },
          {
            "internalType": "uint32",
            "name": "founderBonusPpm",
            "type": "uint32"
          },
          {
            "internalType": "uint32",
            "name": "founderSeats",
            "type": "uint32"
          },
          {
            "internalType": "uint64",
            "name": "priceRao",
            "type": "uint64"
          },
          {
            "internalType": "uint32",
            "name": "minerProceedsPpm",
            "type": "uint32"
          },
          {
            "internalType": "uint16",
            "name": "freeBuyers",
            "type": "uint16"
          },
          {
            "internalType": "bool",
            "name": "forSale",
            "type": "bool"
          },
          {
            "internalType": "bool",
            "name": "absolutePayout",
            "type": "bool"
          },
          {
            "internalType": "uint32",
            "name": "coldkeyCapPpm",
            "type": "uint32"
          },
          {
            "internalType": "uint64",
            "name": "parentRequest",
            "type": "uint64"
          },
          {
            "internalType": "bytes32",
            "name": "inviteRoot",
            "type": "bytes32"
          },
          {
            "internalType": "bytes32",
            "name": "benchmarkKeyHash",
            "type": "bytes32"
          },
          {
            "internalType": "uint64",
            "name": "benchmarkDepositRao",
            "type": "uint64"
          },
          {
            "internalType": "uint64",
            "name": "benchmarkFeeRao",
            "type": "uint64"
          },
          {
            "internalType": "uint32",
            "name": "earlyValidatorPpm",
            "type": "uint32"
          },
          {
            "internalType": "uint32",
            "name": "earlyValidatorSeats",
            "type": "uint32"
          }
        ],
        "indexed": false,
        "internalType": "struct Terms",
        "name": "terms",
        "type": "tuple"
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
        "indexed": false,
        "internalType": "uint64",
        "name": "rao",
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
        "name": "seat",
        "type": "uint256"
      },
      {
        "indexed": false,
        "internalType": "bytes32",
        "name": "commitment",
        "type": "bytes32"
      }
    ],
    "name": "ScoresCommitted",
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
        "name": "seat",
        "type": "uint256"
      },
      {
        "indexed": false,
        "internalType": "uint32[]",
        "name": "scoresPpm",
        "type": "uint32[]"
      },
      {
        "indexed": false,
        "internalType": "string",
        "name": "reportsCid",
        "type": "string"
      }
    ],
    "name": "ScoresRevealed",
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
        "internalType": "bytes32",
        "name": "seed",
        "type": "bytes32"
      }
    ],
    "name": "ScoringBegan",
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
        "name": "newSeedBlock",
        "type": "uint64"
      }
    ],
    "name": "SeedMissed",
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
        "name": "index",
        "type": "uint256"
      },
      {
        "indexed": false,
        "internalType": "uint64",
        "name": "rao",
        "type": "uint64"
      }
    ],
    "name": "ShareForfeited",
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
        "name": "index",
        "type": "uint256"
      },
      {
        "indexed": false,
        "internalType": "uint64",
        "name": "shareRao",
        "type": "uint64"
      }
    ],
    "name": "ShareSet",
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
        "name": "index",
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
        "internalType": "bytes32",
        "name": "commitment",
        "type": "bytes32"
      },
      {
        "indexed": false,
        "internalType": "string",
        "name": "sealedCid",
        "type": "string"
      }
    ],
    "name": "SubmissionCommitted",
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
        "name": "index",
        "type": "uint256"
      },
      {
        "indexed": true,
        "internalType": "uint256",
        "name": "original",
        "type": "uint256"
      }
    ],
    "name": "SubmissionDuplicate",
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
        "name": "index",
        "type": "uint256"
      },
      {
        "indexed": false,
        "internalType": "bytes32",
        "name": "keyHash",
        "type": "bytes32"
      },
      {
        "indexed": false,
        "internalType": "string",
        "name": "plainCid",
        "type": "string"
      },
      {
        "indexed": false,
        "internalType": "string",
        "name": "keyBoxCid",
        "type": "string"
      }
    ],
    "name": "SubmissionRevealed",
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
        "name": "index",
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
        "internalType": "uint32",
        "name": "spreadPpm",
        "type": "uint32"
      },
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "scores",
        "type": "uint256"
      },
      {
        "indexed": false,
        "internalType": "bool",
        "name": "passes",
        "type": "bool"
      }
    ],
    "name": "SubmissionTallied",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "address",
        "name": "treasury",
        "type": "address"
      }
    ],
    "name": "TreasuryChanged",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "address",
        "name": "successor",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "uint64",
        "name": "fromBlock",
        "type": "uint64"
      }
    ],
    "name": "TreasuryProposed",
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
        "name": "challengeId",
        "type": "uint256"
      },
      {
        "indexed": true,
        "internalType": "uint256",
        "name": "seat",
        "type": "uint256"
      }
    ],
    "name": "VerdictCommitted",
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
        "name": "challengeId",
        "type": "uint256"
      },
      {
        "indexed": true,
        "internalType": "uint256",
        "name": "seat",
        "type": "uint256"
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
    "name": "VerdictRevealed",
    "type": "event"
  },
  {
    "stateMutability": "payable",
    "type": "fallback"
  },
  {
    "inputs": [],
    "name": "DRAW_BLOCKS",
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
    "name": "MAX_UIDS",
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
    "name": "MIN_RAO",
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
    "name": "OPENING_FEE_RAO",
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
    "name": "RESERVE_RAO",
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
    "name": "annex",
    "outputs": [
      {
        "internalType": "address",
        "name": "",
        "type": "address"
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
    "name": "cancel",
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
        "name": "seat",
        "type": "uint256"
      },
      {
        "internalType": "bytes32",
        "name": "commitment",
        "type": "bytes32"
      }
    ],
    "name": "commitScores",
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
        "internalType": "bytes32",
        "name": "commitment",
        "type": "bytes32"
      },
      {
        "internalType": "string",
        "name": "sealedCid",
        "type": "string"
      },
      {
        "internalType": "bytes32[]",
        "name": "invitation",
        "type": "bytes32[]"
      }
    ],
    "name": "commitSubmission",
    "outputs": [
      {
        "internalType": "uint256",
        "name": "index",
        "type": "uint256"
      }
    ],
    "stateMutability": "payable",
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
        "name": "steps",
        "type": "uint256"
      }
    ],
    "name": "draw",
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
        "internalType": "uint64",
        "name": "deadlineBlock",
        "type": "uint64"
      }
    ],
    "name": "extend",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "minWindowBlocks",
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
        "components": [
          {
            "internalType": "uint64",
            "name": "deadlineBlock",
            "type": "uint64"
          },
          {
            "internalType": "uint32",
            "name": "revealBlocks",
            "type": "uint32"
          },
          {
            "internalType": "uint32",
            "name": "scoreCommitBlocks",
            "type": "uint32"
          },
          {
            "internalType": "uint32",
            "name": "scoreRevealBlocks",
            "type": "uint32"
          },
          {
            "internalType": "uint32",
            "name": "challengeBlocks",
            "type": "uint32"
          },
          {
            "internalType": "uint32",
            "name": "juryBlocks",
            "type": "uint32"
          },
          {
            "internalType": "uint32",
            "name": "openBlocks",
            "type": "uint32"
          },
          {
            "internalType": "uint32",
            "name": "thresholdPpm",
            "type": "uint32"
          },
          {
            "internalType": "uint32",
            "name": "outlierFloorPpm",
            "type": "uint32"
          },
          {
            "internalType": "uint32",
            "name": "maxSpreadPpm",
            "type": "uint32"
          },
          {
            "internalType": "uint8",
            "name": "assignedPerSubmission",
            "type": "uint8"
          },
          {
            "internalType": "uint8",
            "name": "quorum",
            "type": "uint8"
          },
          {
            "internalType": "uint8",
            "name": "maxPerColdkey",
            "type": "uint8"
          },
          {
            "internalType": "bool",
            "name": "privateDelivery",
            "type": "bool"
          },
          {
            "internalType": "uint64",
            "name": "submissionDepositRao",
            "type": "uint64"
          },
          {
            "internalType": "uint64",
            "name": "validatorBondRao",
            "type": "uint64"
          },
          {
            "internalType": "uint64",
            "name": "challengeBondRao",
            "type": "uint64"
          },
          {
            "internalType": "uint32",
            "name": "earlyBonusPpm",
            "type": "uint32"
          },
          {
            "internalType": "uint32",
            "name": "earlyBlocks",
            "type": "uint32"
          },
          {
            "internalType": "uint32",
            "name": "founderBonusPpm",
            "type": "uint32"
          },
          {
            "internalType": "uint32",
            "name": "founderSeats",
            "type": "uint32"
          },
          {
            "internalType": "uint64",
            "name": "priceRao",
            "type": "uint64"
          },
          {
            "internalType": "uint32",
            "name": "minerProceedsPpm",
            "type": "uint32"
          },
          {
            "internalType": "uint16",
            "name": "freeBuyers",
            "type": "uint16"
          },
          {
            "internalType": "bool",
            "name": "forSale",
            "type": "bool"
          },
          {
            "internalType": "bool",
            "name": "absolutePayout",
            "type": "bool"
          },
          {
            "internalType": "uint32",
            "name": "coldkeyCapPpm",
            "type": "uint32"
          },
          {
            "internalType": "uint64",
            "name": "parentRequest",
            "type": "uint64"
          },
          {
            "internalType": "bytes32",
            "name": "inviteRoot",
            "type": "bytes32"
          },
          {
            "internalType": "bytes32",
            "name": "benchmarkKeyHash",
            "type": "bytes32"
          },
          {
            "internalType": "uint64",
            "name": "benchmarkDepositRao",
            "type": "uint64"
          },
          {
            "internalType": "uint64",
            "name": "benchmarkFeeRao",
            "type": "uint64"
          },
          {
            "internalType": "uint32",
            "name": "earlyValidatorPpm",
            "type": "uint32"
          },
          {
            "internalType": "uint32",
            "name": "earlyValidatorSeats",
            "type": "uint32"
          }
        ],
        "internalType": "struct Terms",
        "name": "terms",
        "type": "tuple"
      },
      {
        "internalType": "bytes32",
        "name": "benchmarkCommitment",
        "type": "bytes32"
      },
      {
        "internalType": "string",
        "name": "specCid",
        "type": "string"
      },
      {
        "internalType": "string",
        "name": "licenceCid",
        "type": "string"
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
        "internalType": "uint256",
        "name": "requestId",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "seat",
        "type": "uint256"
      },
      {
        "internalType": "uint32[]",
        "name": "scoresPpm",
        "type": "uint32[]"
      },
      {
        "internalType": "string",
        "name": "reportsCid",
        "type": "string"
      },
      {
        "internalType": "bytes32",
        "name": "salt",
        "type": "bytes32"
      }
    ],
    "name": "revealScores",
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
        "name": "index",
        "type": "uint256"
      },
      {
        "internalType": "string",
        "name": "plainCid",
        "type": "string"
      },
      {
        "internalType": "bytes32",
        "name": "keyHash",
        "type": "bytes32"
      },
      {
        "internalType": "bytes32",
        "name": "salt",
        "type": "bytes32"
      },
      {
        "internalType": "string",
        "name": "keyBoxCid",
        "type": "string"
      }
    ],
    "name": "revealSubmission",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "rootWeightPpm",
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
        "internalType": "uint256",
        "name": "requestId",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "steps",
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
      }
    ],
    "name": "snapshot",
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
    "name": "topUp",
    "outputs": [],
    "stateMutability": "payable",
    "type": "function"
  },
  {
    "stateMutability": "payable",
    "type": "receive"
  },
  {
    "inputs": [],
    "name": "ReentrancyGuardReentrantCall",
    "type": "error"
  },
  {
    "inputs": [],
    "name": "COOLING_OFF_BLOCKS",
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
    "name": "KEY_RELEASE_BLOCKS",
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
    "name": "MAX_SEALED_KEY_BYTES",
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
    "name": "TREASURY_DELAY_BLOCKS",
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
    "name": "acceptTreasury",
    "outputs": [],
    "stateMutability": "nonpayable",
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
    "name": "bondOf",
    "outputs": [
      {
        "components": [
          {
            "internalType": "uint64",
            "name": "activeRao",
            "type": "uint64"
          },
          {
            "internalType": "uint64",
            "name": "lockedRao",
            "type": "uint64"
          },
          {
            "internalType": "uint64",
            "name": "leavingRao",
            "type": "uint64"
          },
          {
            "internalType": "uint64",
            "name": "leavesBlock",
            "type": "uint64"
          }
        ],
        "internalType": "struct Bond",
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
        "name": "index",
        "type": "uint256"
      },
      {
        "internalType": "bytes32",
        "name": "buyerKey",
        "type": "bytes32"
      }
    ],
    "name": "buy",
    "outputs": [
      {
        "internalType": "uint256",
        "name": "purchaseId",
        "type": "uint256"
      }
    ],
    "stateMutability": "payable",
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
    "inputs": [],
    "name": "claimToMirror",
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
        "name": "index",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "seat",
        "type": "uint256"
      },
      {
        "internalType": "bytes",
        "name": "sealedKey",
        "type": "bytes"
      }
    ],
    "name": "deliverKey",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "depositBond",
    "outputs": [],
    "stateMutability": "payable",
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
        "name": "index",
        "type": "uint256"
      }
    ],
    "name": "forfeit",
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
    "name": "forfeitDeposit",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "hotkey",
        "type": "bytes32"
      }
    ],
    "name": "founderRank",
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
        "internalType": "bytes32",
        "name": "commitment",
        "type": "bytes32"
      }
    ],
    "name": "getBenchmark",
    "outputs": [
      {
        "components": [
          {
            "internalType": "address",
            "name": "owner",
            "type": "address"
          },
          {
            "internalType": "uint64",
            "name": "feeRao",
            "type": "uint64"
          },
          {
            "internalType": "string",
            "name": "cid",
            "type": "string"
          }
        ],
        "internalType": "struct RegisteredBenchmark",
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
            "name": "revealedBlock",
            "type": "uint64"
          },
          {
            "internalType": "bytes32",
            "name": "key",
            "type": "bytes32"
          }
        ],
        "internalType": "struct BenchmarkKey[]",
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
      },
      {
        "internalType": "uint256",
        "name": "from",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "count",
        "type": "uint256"
      }
    ],
    "name": "getChallenges",
    "outputs": [
      {
        "components": [
          {
            "internalType": "address",
            "name": "challenger",
            "type": "address"
          },
          {
            "internalType": "uint8",
            "name": "submissionIndex",
            "type": "uint8"
          },
          {
            "internalType": "uint8",
            "name": "accusedSeat",
            "type": "uint8"
          },
          {
            "internalType": "enum ChallengeStatus",
            "name": "status",
            "type": "uint8"
          },
          {
            "internalType": "uint64",
            "name": "seedBlock",
            "type": "uint64"
          },
          {
            "internalType": "uint64",
            "name": "jurors",
            "type": "uint64"
          },
          {
            "internalType": "uint64",
            "name": "tickets",
            "type": "uint64"
          },
          {
            "internalType": "uint64",
            "name": "deadlineBlock",
            "type": "uint64"
          },
          {
            "internalType": "uint32",
            "name": "medianPpm",
            "type": "uint32"
          },
          {
            "internalType": "uint64",
            "name": "revealedJurors",
            "type": "uint64"
          },
          {
            "internalType": "uint32",
            "name": "openedBlock",
            "type": "uint32"
          },
          {
            "internalType": "uint32",
            "name": "resolvedBlock",
            "type": "uint32"
          },
          {
            "internalType": "uint64",
            "name": "slashedRao",
            "type": "uint64"
          },
          {
            "internalType": "address",
            "name": "appellant",
            "type": "address"
          },
          {
            "internalType": "enum ChallengeStatus",
            "name": "firstStatus",
            "type": "uint8"
          },
          {
            "internalType": "uint32",
            "name": "firstMedianPpm",
            "type": "uint32"
          },
          {
            "internalType": "uint64",
            "name": "firstRevealed",
            "type": "uint64"
          },
          {
            "internalType": "uint64",
            "name": "firstJurors",
            "type": "uint64"
          },
          {
            "internalType": "uint64",
            "name": "firstTickets",
            "type": "uint64"
          },
          {
            "internalType": "uint64",
            "name": "firstDeadlineBlock",
            "type": "uint64"
          },
          {
            "internalType": "string",
            "name": "evidenceCid",
            "type": "string"
          }
        ],
        "internalType": "struct Challenge[]",
        "name": "page",
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
    "name": "getElectors",
    "outputs": [
      {
        "components": [
          {
            "internalType": "bytes32",
            "name": "hotkey",
            "type": "bytes32"
          },
          {
            "internalType": "bytes32",
            "name": "coldkey",
            "type": "bytes32"
          },
          {
            "internalType": "bytes32",
            "name": "commitment",
            "type": "bytes32"
          },
          {
            "internalType": "uint64",
            "name": "stakeRao",
            "type": "uint64"
          },
          {
            "internalType": "uint32",
            "name": "committedBlock",
            "type": "uint32"
          },
          {
            "internalType": "uint32",
            "name": "revealedBlock",
            "type": "uint32"
          },
          {
            "internalType": "uint64",
            "name": "points",
            "type": "uint64"
          },
          {
            "internalType": "uint64",
            "name": "lockedRao",
            "type": "uint64"
          },
          {
            "internalType": "string",
            "name": "reportsCid",
            "type": "string"
          }
        ],
        "internalType": "struct Elector[]",
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
      },
      {
        "internalType": "uint256",
        "name": "index",
        "type": "uint256"
      }
    ],
    "name": "getKeyDeliveries",
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
            "name": "deliveredBlock",
            "type": "uint64"
          },
          {
            "internalType": "bytes",
            "name": "sealedKey",
            "type": "bytes"
          }
        ],
        "internalType": "struct KeyDelivery[]",
        "name": "delivered",
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
      },
      {
        "internalType": "uint256",
        "name": "index",
        "type": "uint256"
      },
      {
        "internalType": "address",
        "name": "buyer",
        "type": "address"
      }
    ],
    "name": "getNamedPrice",
    "outputs": [
      {
        "components": [
          {
            "internalType": "uint128",
            "name": "minerPrice",
            "type": "uint128"
          },
          {
            "internalType": "uint128",
            "name": "requesterPrice",
            "type": "uint128"
          }
        ],
        "internalType": "struct NamedPrice",
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
        "name": "index",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "from",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "count",
        "type": "uint256"
      }
    ],
    "name": "getPurchases",
    "outputs": [
      {
        "components": [
          {
            "internalType": "address",
            "name": "buyer",
            "type": "address"
          },
          {
            "internalType": "uint64",
            "name": "paidRao",
            "type": "uint64"
          },
          {
            "internalType": "bool",
            "name": "closed",
            "type": "bool"
          },
          {
            "internalType": "uint64",
            "name": "boughtBlock",
            "type": "uint64"
          },
          {
            "internalType": "uint64",
            "name": "closedBlock",
            "type": "uint64"
          },
          {
            "internalType": "bytes32",
            "name": "buyerKey",
            "type": "bytes32"
          },
          {
            "internalType": "bytes",
            "name": "sealedKey",
            "type": "bytes"
          }
        ],
        "internalType": "struct Purchase[]",
        "name": "page",
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
            "components": [
              {
                "internalType": "uint64",
                "name": "deadlineBlock",
                "type": "uint64"
              },
              {
                "internalType": "uint32",
                "name": "revealBlocks",
                "type": "uint32"
              },
              {
                "internalType": "uint32",
                "name": "scoreCommitBlocks",
                "type": "uint32"
              },
              {
                "internalType": "uint32",
                "name": "scoreRevealBlocks",
                "type": "uint32"
              },
              {
                "internalType": "uint32",
                "name": "challengeBlocks",
                "type": "uint32"
              },
              {
                "internalType": "uint32",
                "name": "juryBlocks",
                "type": "uint32"
              },
              {
                "internalType": "uint32",
                "name": "openBlocks",
                "type": "uint32"
              },
              {
                "internalType": "uint32",
                "name": "thresholdPpm",
                "type": "uint32"
              },
              {
                "internalType": "uint32",
                "name": "outlierFloorPpm",
                "type": "uint32"
              },
              {
                "internalType": "uint32",
                "name": "maxSpreadPpm",
                "type": "uint32"
              },
              {
                "internalType": "uint8",
                "name": "assignedPerSubmission",
                "type": "uint8"
              },
              {
                "internalType": "uint8",
                "name": "quorum",
                "type": "uint8"
              },
              {
                "internalType": "uint8",
                "name": "maxPerColdkey",
                "type": "uint8"
              },
              {
                "internalType": "bool",
                "name": "privateDelivery",
                "type": "bool"
              },
              {
                "internalType": "uint64",
                "name": "submissionDepositRao",
                "type": "uint64"
              },
              {
                "internalType": "uint64",
                "name": "validatorBondRao",
                "type": "uint64"
              },
              {
                "internalType": "uint64",
                "name": "challengeBondRao",
                "type": "uint64"
              },
              {
                "internalType": "uint32",
                "name": "earlyBonusPpm",
                "type": "uint32"
              },
              {
                "internalType": "uint32",
                "name": "earlyBlocks",
                "type": "uint32"
              },
              {
                "internalType": "uint32",
                "name": "founderBonusPpm",
                "type": "uint32"
              },
              {
                "internalType": "uint32",
                "name": "founderSeats",
                "type": "uint32"
              },
              {
                "internalType": "uint64",
                "name": "priceRao",
                "type": "uint64"
              },
              {
                "internalType": "uint32",
                "name": "minerProceedsPpm",
                "type": "uint32"
              },
              {
                "internalType": "uint16",
                "name": "freeBuyers",
                "type": "uint16"
              },
              {
                "internalType": "bool",
                "name": "forSale",
                "type": "bool"
              },
              {
                "internalType": "bool",
                "name": "absolutePayout",
                "type": "bool"
              },
              {
                "internalType": "uint32",
                "name": "coldkeyCapPpm",
                "type": "uint32"
              },
              {
                "internalType": "uint64",
                "name": "parentRequest",
                "type": "uint64"
              },
              {
                "internalType": "bytes32",
                "name": "inviteRoot",
                "type": "bytes32"
              },
              {
                "internalType": "bytes32",
                "name": "benchmarkKeyHash",
                "type": "bytes32"
              },
              {
                "internalType": "uint64",
                "name": "benchmarkDepositRao",
                "type": "uint64"
              },
              {
                "internalType": "uint64",
                "name": "benchmarkFeeRao",
                "type": "uint64"
              },
              {
                "internalType": "uint32",
                "name": "earlyValidatorPpm",
                "type": "uint32"
              },
              {
                "internalType": "uint32",
                "name": "earlyValidatorSeats",
                "type": "uint32"
              }
            ],
            "internalType": "struct Terms",
            "name": "terms",
            "type": "tuple"
          },
          {
            "internalType": "bytes32",
            "name": "benchmarkCommitment",
            "type": "bytes32"
          },
          {
            "internalType": "bytes32",
            "name": "seed",
            "type": "bytes32"
          },
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
            "internalType": "enum Stage",
            "name": "stage",
            "type": "uint8"
          },
          {
            "internalType": "uint8",
            "name": "revealedCount",
            "type": "uint8"
          },
          {
            "internalType": "uint8",
            "name": "committedCount",
            "type": "uint8"
          },
          {
            "internalType": "bool",
            "name": "holdsDeposit",
            "type": "bool"
          },
          {
            "internalType": "uint16",
            "name": "openChallenges",
            "type": "uint16"
          },
          {
            "internalType": "uint64",
            "name": "bountyRao",
            "type": "uint64"
          },
          {
            "internalType": "uint64",
            "name": "escrowRao",
            "type": "uint64"
          },
          {
            "internalType": "uint64",
            "name": "seedBlock",
            "type": "uint64"
          },
          {
            "internalType": "uint64",
            "name": "drawnBlock",
            "type": "uint64"
          },
          {
            "internalType": "uint64",
            "name": "settledBlock",
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
            "internalType": "uint64",
            "name": "unearnedRao",
            "type": "uint64"
          },
          {
            "internalType": "uint64",
            "name": "revealClosedBlock",
            "type": "uint64"
          },
          {
            "internalType": "uint64",
            "name": "scoreCommitClosedBlock",
            "type": "uint64"
          },
          {
            "internalType": "uint64",
            "name": "scoreRevealClosedBlock",
            "type": "uint64"
          },
          {
            "internalType": "uint64",
            "name": "revealedSeats",
            "type": "uint64"
          },
          {
            "internalType": "uint64",
            "name": "struckSeats",
            "type": "uint64"
          },
          {
            "internalType": "uint64",
            "name": "totalPoints",
            "type": "uint64"
          },
          {
            "internalType": "uint64",
            "name": "totalWeight",
            "type": "uint64"
          },
          {
            "internalType": "uint64",
            "name": "bonusRao",
            "type": "uint64"
          },
          {
            "internalType": "uint32",
            "name": "cursor",
            "type": "uint32"
          },
          {
            "internalType": "uint32",
            "name": "snapshotBlock",
            "type": "uint32"
          },
          {
            "internalType": "string",
            "name": "specCid",
            "type": "string"
          },
          {
            "internalType": "string",
            "name": "licenceCid",
            "type": "string"
          }
        ],
        "internalType": "struct Request",
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
        "name": "seat",
        "type": "uint256"
      }
    ],
    "name": "getScores",
    "outputs": [
      {
        "internalType": "uint32[]",
        "name": "scores",
        "type": "uint32[]"
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
            "internalType": "bytes32",
            "name": "coldkey",
            "type": "bytes32"
          },
          {
            "internalType": "bytes32",
            "name": "commitment",
            "type": "bytes32"
          },
          {
            "internalType": "bytes32",
            "name": "keyHash",
            "type": "bytes32"
          },
          {
            "internalType": "uint64",
            "name": "committedBlock",
            "type": "uint64"
          },
          {
            "internalType": "uint64",
            "name": "shareRao",
            "type": "uint64"
          },
          {
            "internalType": "uint32",
            "name": "medianPpm",
            "type": "uint32"
          },
          {
            "internalType": "uint32",
            "name": "spreadPpm",
            "type": "uint32"
          },
          {
            "internalType": "uint16",
            "name": "freeTaken",
            "type": "uint16"
          },
          {
            "internalType": "enum SubmissionStatus",
            "name": "status",
            "type": "uint8"
          },
          {
            "internalType": "uint32",
            "name": "revealedBlock",
            "type": "uint32"
          },
          {
            "internalType": "uint64",
            "name": "assigned",
            "type": "uint64"
          },
          {
            "internalType": "uint64",
            "name": "excluded",
            "type": "uint64"
          },
          {
            "internalType": "uint64",
            "name": "outliers",
            "type": "uint64"
          },
          {
            "internalType": "uint32",
            "name": "bonusPpm",
            "type": "uint32"
          },
          {
            "internalType": "uint32",
            "name": "closedBlock",
            "type": "uint32"
          },
          {
            "internalType": "bytes32",
            "name": "packageKey",
            "type": "bytes32"
          },
          {
            "internalType": "string",
            "name": "sealedCid",
            "type": "string"
          },
          {
            "internalType": "string",
            "name": "plainCid",
            "type": "string"
          },
          {
            "internalType": "string",
            "name": "keyBoxCid",
            "type": "string"
          }
        ],
        "internalType": "struct Submission[]",
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
      },
      {
        "internalType": "uint256",
        "name": "challengeId",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "round",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "seat",
        "type": "uint256"
      }
    ],
    "name": "getVerdict",
    "outputs": [
      {
        "components": [
          {
            "internalType": "bytes32",
            "name": "commitment",
            "type": "bytes32"
          },
          {
            "internalType": "uint32",
            "name": "scorePpm",
            "type": "uint32"
          },
          {
            "internalType": "uint32",
            "name": "committedBlock",
            "type": "uint32"
          },
          {
            "internalType": "uint32",
            "name": "revealedBlock",
            "type": "uint32"
          },
          {
            "internalType": "string",
            "name": "reportCid",
            "type": "string"
          }
        ],
        "internalType": "struct Verdict",
        "name": "",
        "type": "tuple"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "jury",
    "outputs": [
      {
        "internalType": "address",
        "name": "",
        "type": "address"
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
        "name": "index",
        "type": "uint256"
      },
      {
        "internalType": "address",
        "name": "buyer",
        "type": "address"
      },
      {
        "internalType": "uint64",
        "name": "rao",
        "type": "uint64"
      }
    ],
    "name": "namePrice",
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
        "name": "index",
        "type": "uint256"
      },
      {
        "internalType": "bytes32",
        "name": "key",
        "type": "bytes32"
      }
    ],
    "name": "openPackage",
    "outputs": [],
    "stateMutability": "nonpayable",
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
    "inputs": [
      {
        "internalType": "uint256",
        "name": "requestId",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "index",
        "type": "uint256"
      },
      {
        "internalType": "address",
        "name": "buyer",
        "type": "address"
      }
    ],
    "name": "priceFor",
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
    "inputs": [
      {
        "internalType": "address",
        "name": "successor",
        "type": "address"
      }
    ],
    "name": "proposeTreasury",
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
        "name": "index",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "purchaseId",
        "type": "uint256"
      }
    ],
    "name": "refundPurchase",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "commitment",
        "type": "bytes32"
      },
      {
        "internalType": "uint64",
        "name": "feeRao",
        "type": "uint64"
      },
      {
        "internalType": "string",
        "name": "cid",
        "type": "string"
      }
    ],
    "name": "registerBenchmark",
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
        "name": "index",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "purchaseId",
        "type": "uint256"
      },
      {
        "internalType": "bytes",
        "name": "sealedKey",
        "type": "bytes"
      }
    ],
    "name": "releaseKey",
    "outputs": [],
    "stateMutability": "nonpayable",
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
        "internalType": "uint64",
        "name": "rao",
        "type": "uint64"
      }
    ],
    "name": "requestWithdrawal",
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
        "name": "seat",
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
    "inputs": [],
    "name": "treasury",
    "outputs": [
      {
        "internalType": "address",
        "name": "holder",
        "type": "address"
      },
      {
        "internalType": "address",
        "name": "proposed",
        "type": "address"
      },
      {
        "internalType": "uint64",
        "name": "fromBlock",
        "type": "uint64"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "hotkey",
        "type": "bytes32"
      }
    ],
    "name": "validatorRank",
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
    "name": "withdrawBond",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "APPEAL_TICKETS",
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
    "name": "JURY_DRAW_BLOCKS",
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
    "name": "JURY_TICKETS",
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
    "name": "MAX_REJECTED",
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
        "internalType": "uint256",
        "name": "challengeId",
        "type": "uint256"
      }
    ],
    "name": "appeal",
    "outputs": [],
    "stateMutability": "payable",
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
        "name": "index",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "seat",
        "type": "uint256"
      },
      {
        "internalType": "string",
        "name": "evidenceCid",
        "type": "string"
      }
    ],
    "name": "challenge",
    "outputs": [
      {
        "internalType": "uint256",
        "name": "challengeId",
        "type": "uint256"
      }
    ],
    "stateMutability": "payable",
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
        "name": "challengeId",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "seat",
        "type": "uint256"
      },
      {
        "internalType": "bytes32",
        "name": "commitment",
        "type": "bytes32"
      }
    ],
    "name": "commitVerdict",
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
        "name": "challengeId",
        "type": "uint256"
      }
    ],
    "name": "drawJury",
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
        "name": "challengeId",
        "type": "uint256"
      }
    ],
    "name": "resolve",
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
        "name": "challengeId",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "seat",
        "type": "uint256"
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
      },
      {
        "internalType": "bytes32",
        "name": "salt",
        "type": "bytes32"
      }
    ],
    "name": "revealVerdict",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  }
] as const;
