// What the market's commitments hash, for clients and tests; the shapes stand in docs/market.md.
import { encodeAbiParameters, keccak256, parseAbiParameters, type Hex } from 'viem';

/** Where a commitment counts: a commitment for one market, chain or request says nothing in another. */
export interface CommitmentPlace {
  chainId: bigint;
  market: Hex;
  requestId: bigint;
  /** Public key of the one who commits. */
  hotkey: Hex;
}

const SUBMISSION = parseAbiParameters('uint256, address, uint256, bytes32, string, bytes32, bytes32');
const SCORES = parseAbiParameters('uint256, address, uint256, bytes32, uint32[], string, bytes32');
const VERDICT = parseAbiParameters('uint256, address, uint256, uint256, bytes32, uint32, string, bytes32');

export function submissionCommitment(
  place: CommitmentPlace,
  submission: { plainCid: string; keyHash: Hex; salt: Hex }
): Hex {
  const { chainId, market, requestId, hotkey } = place;
  const { plainCid, keyHash, salt } = submission;
  return keccak256(encodeAbiParameters(SUBMISSION, [chainId, market, requestId, hotkey, plainCid, keyHash, salt]));
}

/** @param scores.scoresPpm one a submission, in their order; `NO_SCORE` (core/report) where there is none. */
export function scoresCommitment(
  place: CommitmentPlace,
  scores: { scoresPpm: readonly number[]; reportsCid: string; salt: Hex }
): Hex {
  const { chainId, market, requestId, hotkey } = place;
  const { scoresPpm, reportsCid, salt } = scores;
  return keccak256(encodeAbiParameters(SCORES, [chainId, market, requestId, hotkey, scoresPpm, reportsCid, salt]));
}

export function verdictCommitment(
  place: CommitmentPlace,
  verdict: { challengeId: bigint; scorePpm: number; reportCid: string; salt: Hex }
): Hex {
  const { chainId, market, requestId, hotkey } = place;
  const { challengeId, scorePpm, reportCid, salt } = verdict;
  return keccak256(
    encodeAbiParameters(VERDICT, [chainId, market, requestId, challengeId, hotkey, scorePpm, reportCid, salt])
  );
}
