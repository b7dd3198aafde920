// Posts a request: locks the benchmark to the validators, publishes both documents, escrows the bounty.
import type { RequestTerms } from '../../core/market/market-state.ts';
import type { TxOptions } from '../../ports/tx-state.ts';
import { fromHex, toHex } from '../../core/encoding/hex.ts';
import { benchmarkKeyName, readerKeyName } from '../../core/sealing/key-names.ts';
import { keyHashOf } from '../../core/sealing/package-key.ts';
import { evmAddressOf } from '../../core/accounts/evm-address.ts';
import { lockBenchmark } from '../../core/benchmark/lock-benchmark.ts';
import { expiredKeysSentence, keysToSealTo } from '../../core/sealing/keys-to-seal-to.ts';
import { sealingPublicKey } from '../../core/sealing/sealing-key-pair.ts';
import { AppError } from '../../core/error/app-error.ts';
import type { LongCallOptions } from '../../core/long-call.ts';
import { canonicalJson } from '../../core/encoding/canonical-json.ts';
import { wholeSpec } from '../../core/mechanism/whole-spec.ts';
import { requestProtocol } from '../../core/request/request-protocol.ts';
import { inviteRootOf } from '../../core/request/invited-hotkeys.ts';
import { parseRequestSpec } from '../../core/request/parse-request-spec.ts';
import type { PracticeReference, RequestSpec } from '../../core/request/request-spec.ts';
import type { KeyVault } from '../../ports/key-vault.ts';
import type { ActorEdges, MarketEdges, Stopped } from '../../ports/market-edges.ts';

export interface OpenRequestInput {
  bountyRao: bigint;
  terms: RequestTerms;
  /** The document without its hidden and practice part, which this verb fills in: frame and body. Whom it invites follows into the terms. */
  draft: Omit<RequestSpec, 'benchmark' | 'practice'> & Record<string, unknown>;
  /** The hidden part. */
  benchmark: Uint8Array;
  /** What is public, of the same kind. */
  practice?: Uint8Array | null;
  /** Text of the licence under which a private dataset is sold. */
  licence?: string | null;
}

export interface OpenedRequest {
  status: 'opened';
  requestId: number;
  requestCid: string;
  lockedCid: string;
  /** uids of the validators that can read the benchmark. */
  sealedTo: number[];
  /** uids of the validators whose key has expired, so that nothing is sealed to it. */
  expiredKeys: number[];
  block: number;
}

/**
 * The vault has the benchmark's key and, for private delivery, the reader's secret before anything is sent.
 * @throws AppError naming the field or line for bad input; `request/no-validators` when no permitted validator has
 * published a sealing key; `store/publish-failed`; chain errors as `MarketChain.open`.
 */
export async function openRequest(
  input: OpenRequestInput,
  { chain, content, mechanisms, account, randomBytes, vault }: Omit<ActorEdges, 'drafts'>,
  options: LongCallOptions & TxOptions = {}
): Promise<OpenedRequest | Stopped> {
  const { signal, onProgress } = options;
  const frame = parseRequestSpec(input.draft);
  const mechanism = await mechanisms.load(frame.mechanism);
  const draft = wholeSpec(mechanism, frame);
  const protocol = requestProtocol(draft, mechanism);
  const { items: rows, practiceItems } = mechanism.checkHidden(draft, input.benchmark, input.practice ?? null);
  await requireTermsPossible(input.terms, chain);

  onProgress?.({ stage: 'seal', done: 0, total: 4 });
  const { recipients, expired } = keysToSealTo(await chain.sealingKeys(), (await chain.bestBlock()).number);
  const expiredKeys = expired.map(({ uid }) => uid);
  if (recipients.length === 0) throw noValidators(expiredKeys);
  const requester = evmAddressOf(account.publicKey);
  const locked = lockBenchmark({ plaintext: input.benchmark, requester, recipients }, randomBytes);
  await vault.put(benchmarkKeyName(locked.commitment), fromHex(locked.key));

  onProgress?.({ stage: 'publish-benchmark', done: 1, total: 4 });
  const lockedCid = await content.addFolder(locked.files, { signal });
  await content.publish(lockedCid, { signal });

  onProgress?.({ stage: 'publish-request', done: 2, total: 4 });
  const benchmark = { commitment: locked.commitment, lockedCid, rows, bytes: input.benchmark.length };
  const practice = input.practice
    ? { practice: await publishPractice(input.practice, practiceItems, content, signal) }
    : {};
  const reader = input.terms.privateDelivery ? { readerKey: await makeReaderKey(vault, randomBytes) } : {};
  const spec = parseRequestSpec({ ...draft, protocol, ...practice, ...reader, benchmark });
  const requestCid = await content.addFile(canonicalJson(spec), { signal });
  await content.publish(requestCid, { signal });
  const { benchmarkDepositRao } = input.terms;
  const benchmarkKeyHash = benchmarkDepositRao > 0n ? keyHashOf(fromHex(locked.key)) : null;
  const inviteRoot = spec.invited ? inviteRootOf(spec.invited) : input.terms.inviteRoot;
  const licenceCid = input.licence ? await publishText(input.licence, content, signal) : null;

  onProgress?.({ stage: 'escrow', done: 3, total: 4 });
  const outcome = await chain.open(
    account,
    {
      terms: { ...input.terms, benchmarkKeyHash, inviteRoot },
      bountyRao: input.bountyRao,
      specCid: requestCid,
      licenceCid,
      benchmarkCommitment: locked.commitment
    },
    options
  );
  if (outcome.status === 'rejected') return { status: 'rejected' };
  onProgress?.({ stage: 'opened', done: 4, total: 4 });
  return {
    status: 'opened',
    requestId: outcome.requestId!,
    requestCid,
    lockedCid,
    sealedTo: recipients.map(({ uid }) => uid),
    expiredKeys,
    block: outcome.block.number
  };
}

async function publishPractice(
  bytes: Uint8Array,
  rows: number,
  content: MarketEdges['content'],
  signal: AbortSignal | undefined
): Promise<PracticeReference> {
  const cid = await content.addFile(bytes, { signal });
  await content.publish(cid, { signal });
  return { cid, rows, bytes: bytes.length };
}

/** Public half of a fresh X25519 secret, which the vault keeps. */
async function makeReaderKey(vault: KeyVault, randomBytes: (length: number) => Uint8Array): Promise<string> {
  const secretKey = randomBytes(32);
  const readerKey = toHex(sealingPublicKey(secretKey));
  await vault.put(readerKeyName(readerKey), secretKey);
  return readerKey;
}

async function publishText(
  text: string,
  content: MarketEdges['content'],
  signal: AbortSignal | undefined
): Promise<string> {
  const cid = await content.addFile(new TextEncoder().encode(text), { signal });
  await content.publish(cid, { signal });
  return cid;
}

async function requireTermsPossible(terms: RequestTerms, chain: MarketEdges['chain']): Promise<void> {
  const best = await chain.bestBlock();
  if (terms.deadlineBlock <= best.number + 1) {
    throw new AppError(
      'request/deadline-passed',
      `The deadline, block ${terms.deadlineBlock}, is not ahead of block ${best.number}.`,
      {
        hints: ['Choose a later deadline.'],
        details: { field: 'deadlineBlock' }
      }
    );
  }
}

function noValidators(expiredKeys: readonly number[]): AppError {
  const expired = expiredKeysSentence(expiredKeys);
  return new AppError('request/no-validators', 'No permitted validator has published a key to seal the benchmark to.', {
    hints: [
      ...(expired ? [expired] : []),
      'Ask a validator to open the Validate page once and publish its key, then try again.'
    ]
  });
}
