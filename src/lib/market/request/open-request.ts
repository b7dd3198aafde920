// Posts a request: locks the benchmark to the validators, publishes both documents, escrows the bounty.
import type { RequestTerms } from '../../core/market/market-state.ts';
import type { TxOptions } from '../../ports/tx-state.ts';
import { fromHex, toHex, type Hex } from '../../core/encoding/hex.ts';
import { benchmarkKeyName, readerKeyName } from '../../core/sealing/key-names.ts';
import { keyHashOf } from '../../core/sealing/package-key.ts';
import { evmAddressOf } from '../../core/accounts/evm-address.ts';
import { lockBenchmark } from '../../core/benchmark/lock-benchmark.ts';
import { sealingPublicKey } from '../../core/sealing/sealing-key-pair.ts';
import { AppError } from '../../core/error/app-error.ts';
import type { LongCallOptions } from '../../core/long-call.ts';
import { canonicalJson } from '../../core/encoding/canonical-json.ts';
import type { AnyMechanism } from '../../core/mechanism/mechanism.ts';
import { readUsableBenchmark } from './read-usable-benchmark.ts';
import { requireSealingKeys } from './require-sealing-keys.ts';
import { wholeSpec } from '../../core/mechanism/whole-spec.ts';
import { requestProtocol } from '../../core/request/request-protocol.ts';
import { inviteRootOf } from '../../core/request/invited-hotkeys.ts';
import { parseRequestSpec } from '../../core/request/parse-request-spec.ts';
import type { BenchmarkReference, PracticeReference, RequestSpec } from '../../core/request/request-spec.ts';
import type { KeyVault } from '../../ports/key-vault.ts';
import type { ActorEdges, MarketEdges, Stopped } from '../../ports/market-edges.ts';

export interface OpenRequestInput {
  bountyRao: bigint;
  terms: RequestTerms;
  /** The document without its hidden and practice part, which this verb fills in: frame and body. Whom it invites follows into the terms. */
  draft: Omit<RequestSpec, 'benchmark' | 'practice'> & Record<string, unknown>;
  /**
   * The hidden part; or a third party's, by its commitment: its owner is paid what it asks, at most `terms.benchmarkFeeRao`, and
   * nobody shows it to you.
   */
  benchmark: Uint8Array | { registered: Hex };
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
  await requireTermsPossible(input.terms, chain);
  const hidden =
    input.benchmark instanceof Uint8Array
      ? await lockOwn({ ...input, benchmark: input.benchmark }, draft, mechanism)
      : await takeRegistered(input.benchmark.registered);

  onProgress?.({ stage: 'publish-request', done: 2, total: 4 });
  const { benchmark, practiceItems, key, feeRao } = hidden;
  const practice = input.practice
    ? { practice: await publishPractice(input.practice, practiceItems, content, signal) }
    : {};
  const reader = input.terms.privateDelivery ? { readerKey: await makeReaderKey(vault, randomBytes) } : {};
  const spec = parseRequestSpec({ ...draft, protocol, ...practice, ...reader, benchmark });
  const requestCid = await content.addFile(canonicalJson(spec), { signal });
  await content.publish(requestCid, { signal });
  // Of a benchmark that its owner keeps, the requester knows no key to leave a deposit for.
  const benchmarkDepositRao = key === null ? 0n : input.terms.benchmarkDepositRao;
  const benchmarkKeyHash = key !== null && benchmarkDepositRao > 0n ? keyHashOf(key) : null;
  const benchmarkFeeRao = feeRao ?? input.terms.benchmarkFeeRao;
  const inviteRoot = spec.invited ? inviteRootOf(spec.invited) : input.terms.inviteRoot;
  const licenceCid = input.licence ? await publishText(input.licence, content, signal) : null;

  onProgress?.({ stage: 'escrow', done: 3, total: 4 });
  const outcome = await chain.open(
    account,
    {
      terms: { ...input.terms, benchmarkDepositRao, benchmarkKeyHash, benchmarkFeeRao, inviteRoot },
      bountyRao: input.bountyRao,
      specCid: requestCid,
      licenceCid,
      benchmarkCommitment: benchmark.commitment as Hex
    },
    options
  );
  if (outcome.status === 'rejected') return { status: 'rejected' };
  onProgress?.({ stage: 'opened', done: 4, total: 4 });
  return {
    status: 'opened',
    requestId: outcome.requestId!,
    requestCid,
    lockedCid: benchmark.lockedCid,
    sealedTo: hidden.sealedTo,
    expiredKeys: hidden.expiredKeys,
    block: outcome.block.number
  };

  async function lockOwn(
    own: { benchmark: Uint8Array; practice?: Uint8Array | null },
    spec: RequestSpec,
    mechanism: AnyMechanism
  ): Promise<HiddenPart> {
    const { items: rows, practiceItems } = mechanism.checkHidden(spec, own.benchmark, own.practice ?? null);
    onProgress?.({ stage: 'seal', done: 0, total: 4 });
    const { recipients, expiredKeys } = await requireSealingKeys(chain);
    const requester = evmAddressOf(account.publicKey);
    const locked = lockBenchmark({ plaintext: own.benchmark, requester, recipients }, randomBytes);
    const key = fromHex(locked.key);
    await vault.put(benchmarkKeyName(locked.commitment), key);

    onProgress?.({ stage: 'publish-benchmark', done: 1, total: 4 });
    const lockedCid = await content.addFolder(locked.files, { signal });
    await content.publish(lockedCid, { signal });
    const benchmark = { commitment: locked.commitment, lockedCid, rows, bytes: own.benchmark.length };
    const sealedTo = recipients.map(({ uid }) => uid);
    return { benchmark, practiceItems, key, feeRao: null, sealedTo, expiredKeys };
  }

  async function takeRegistered(commitment: Hex): Promise<HiddenPart> {
    if (mechanism.needsPractice)
      throw new AppError(
        'benchmark/not-offered',
        'A request of this kind needs a practice part, and a hidden one of yours.',
        {
          hints: ['The practice part is what is worked on; the hidden part is checked against it.']
        }
      );
    if (input.practice)
      throw new AppError(
        'benchmark/not-offered',
        "Practice rows cannot be checked against a benchmark that you don't see.",
        {
          hints: ['Leave the practice part away, or ask with a benchmark of your own.']
        }
      );
    const requester = evmAddressOf(account.publicKey);
    const mostRao = input.terms.benchmarkFeeRao;
    const wanted = { commitment, mechanism: frame.mechanism, requester, mostRao };
    const { offer, feeRao, sealedTo } = await readUsableBenchmark(wanted, { chain, content }, { signal });
    return { benchmark: offer.benchmark, practiceItems: 0, key: null, feeRao, sealedTo, expiredKeys: [] };
  }
}

interface HiddenPart {
  benchmark: BenchmarkReference;
  practiceItems: number;
  /** Null where its owner keeps it. */
  key: Uint8Array | null;
  /** What its owner asks; null for a benchmark of one's own. */
  feeRao: bigint | null;
  /** uids of the validators that can read it. */
  sealedTo: number[];
  /** uids of those whose key has expired, so that it was not sealed to them. */
  expiredKeys: number[];
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
