// Brings weights on chain in the way the chain takes them; a commit is kept on this machine before it is sent.
import { blake2b } from '@noble/hashes/blake2.js';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import type { SigningAccount } from '../../ports/signing-account.ts';
import type { TxOptions } from '../../ports/tx-state.ts';
import { AppError } from '../../core/error/app-error.ts';
import { leavesCommitInDoubt } from '../../core/error/error-kinds.ts';
import { encryptTimelocked } from '../../core/timelock/encrypt-timelocked.ts';
import { encodeWeightsPayload } from '../../core/timelock/weights-payload.ts';
import { commitHash } from '../../core/weights/commit-hash.ts';
import { planCommit } from '../../core/weights/epoch-schedule.ts';
import { revealRound } from '../../core/weights/reveal-round.ts';
import type { WeightCommit } from '../../core/weights/weight-commit.ts';
import { planWeights } from '../../core/weights/weight-obstacles.ts';
import { WEIGHTS_VERSION_KEY, type WeightMethod, type WeightRules } from '../../core/weights/weight-rules.ts';
import type { WeightVector } from '../../core/weights/weight-vector.ts';
import type { WeightCommitStore } from '../../ports/weight-commit-store.ts';
import type { MarketEdges } from '../../ports/market-edges.ts';

export interface WeightsEdges extends Pick<MarketEdges, 'chain'> {
  account: SigningAccount;
  commits: WeightCommitStore;
  /** Cryptographic randomness. */
  randomBytes: (length: number) => Uint8Array;
}

export interface WeightsSubmission {
  vector: WeightVector;
  mechid: number;
  /** A way to prefer where the chain takes several. */
  method?: WeightMethod | undefined;
}

export type SubmittedWeights =
  | { status: 'rejected' }
  | { status: 'set'; block: number }
  | { status: 'committed'; block: number; commit: WeightCommit };

const SALT_LENGTH = 8;
/** `BoundedVec<u8, 5000>` of commit_timelocked_weights. */
const MAX_CIPHERTEXT_BYTES = 5000;

/**
 * The rules are read again, so that nothing is signed that the chain would not take now.
 * @throws AppError `weights/blocked` with every obstacle as a hint; what the chain refuses.
 */
export async function submitWeights(
  { vector, mechid, method: wanted }: WeightsSubmission,
  edges: WeightsEdges,
  options: TxOptions = {}
): Promise<SubmittedWeights> {
  const { chain, account } = edges;
  const rules = await chain.weightRules(account.publicKey, { mechid });
  const { method, obstacles } = planWeights(rules, vector, wanted);
  if (obstacles.length > 0 || method === null)
    throw new AppError('weights/blocked', obstacles[0]?.text ?? 'The chain takes no weights now.', {
      hints: obstacles.slice(1).map(({ text }) => text),
      details: { obstacles: obstacles.map(({ code }) => code) }
    });
  if (method === 'set') {
    const call = { kind: 'set', mechid, ...vector, versionKey: WEIGHTS_VERSION_KEY } as const;
    const outcome = await chain.sendWeights(account, call, options);
    return outcome.status === 'rejected' ? outcome : { status: 'set', block: outcome.block.number };
  }
  const prepared = method === 'timelocked' ? timelocked(rules, vector, edges) : byHash(rules, vector, edges);
  return sendCommit(prepared, edges, options);
}

type Call = Parameters<MarketEdges['chain']['sendWeights']>[1];
interface Prepared {
  commit: WeightCommit;
  call: Call;
}

function byHash(rules: WeightRules, vector: WeightVector, edges: WeightsEdges): Prepared {
  const salt = [...new Uint16Array(edges.randomBytes(2 * SALT_LENGTH).slice().buffer)];
  const hotkey = hexToBytes(edges.account.publicKey.slice(2));
  const { netuid, mechid } = rules;
  const hash = commitHash({ hotkey, netuid, mechid, ...vector, salt, versionKey: WEIGHTS_VERSION_KEY });
  return {
    commit: remembered(rules, vector, edges, { kind: 'commit-by-hash', salt, hash, round: null }),
    call: { kind: 'commit', mechid, hash }
  };
}

function timelocked(rules: WeightRules, vector: WeightVector, edges: WeightsEdges): Prepared {
  const beacon = rules.beacon!;
  const { firstRevealBlock } = planCommit(rules.schedule, rules.block, rules.revealPeriodEpochs);
  const round = Math.max(beacon.lastStoredRound + 1, revealRound({ ...rules, firstRevealBlock }, beacon));
  const hotkey = hexToBytes(edges.account.publicKey.slice(2));
  const payload = encodeWeightsPayload({ hotkey, ...vector, versionKey: WEIGHTS_VERSION_KEY });
  const ciphertext = encryptTimelocked(payload, { round, publicKey: beacon.publicKey, random: edges.randomBytes });
  if (ciphertext.length > MAX_CIPHERTEXT_BYTES)
    throw new AppError('weights/too-large', `These weights take ${ciphertext.length} bytes; a commit holds 5,000.`);
  const hash = `0x${bytesToHex(blake2b(ciphertext, { dkLen: 32 }))}` as const;
  return {
    commit: remembered(rules, vector, edges, { kind: 'timelocked', salt: [], hash, round }),
    call: { kind: 'timelocked', mechid: rules.mechid, ciphertext, round, version: rules.commitRevealVersion }
  };
}

function remembered(
  rules: WeightRules,
  vector: WeightVector,
  { chain, account }: WeightsEdges,
  own: Pick<WeightCommit, 'kind' | 'salt' | 'hash' | 'round'>
): WeightCommit {
  return {
    ...own,
    genesisHash: chain.identity().genesisHash,
    hotkey: account.publicKey,
    netuid: rules.netuid,
    mechid: rules.mechid,
    ...vector,
    versionKey: WEIGHTS_VERSION_KEY.toString(),
    ...planCommit(rules.schedule, rules.block, rules.revealPeriodEpochs),
    revealPeriodEpochs: rules.revealPeriodEpochs,
    block: null,
    revealedBlock: null
  };
}

async function sendCommit(
  { commit, call }: Prepared,
  { chain, account, commits }: WeightsEdges,
  options: TxOptions
): Promise<SubmittedWeights> {
  await commits.save(commit);
  try {
    const outcome = await chain.sendWeights(account, call, options);
    if (outcome.status === 'rejected') {
      await commits.remove(commit.hash);
      return outcome;
    }
    const sent = { ...commit, block: outcome.block.number };
    await commits.save(sent);
    return { status: 'committed', block: sent.block, commit: sent };
  } catch (thrown) {
    if (!leavesCommitInDoubt(AppError.from(thrown))) await commits.remove(commit.hash);
    throw thrown;
  }
}
