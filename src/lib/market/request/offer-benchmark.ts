// A third party's benchmark: locked for one requester and registered, so that its owner is paid for it. The requester never sees
// the rows.
import { evmAddressOf } from '../../core/accounts/evm-address.ts';
import type { BenchmarkOffer } from '../../core/benchmark/benchmark-offer.ts';
import { lockBenchmark } from '../../core/benchmark/lock-benchmark.ts';
import { canonicalJson } from '../../core/encoding/canonical-json.ts';
import { fromHex, type Hex } from '../../core/encoding/hex.ts';
import type { LongCallOptions } from '../../core/long-call.ts';
import { wholeSpec } from '../../core/mechanism/whole-spec.ts';
import { parseRequestSpec } from '../../core/request/parse-request-spec.ts';
import { benchmarkKeyName } from '../../core/sealing/key-names.ts';
import type { ActorEdges, Stopped } from '../../ports/market-edges.ts';
import type { TxOptions } from '../../ports/tx-state.ts';
import { requireSealingKeys } from './require-sealing-keys.ts';

export interface OfferedBenchmark {
  status: 'offered';
  commitment: Hex;
  offerCid: string;
  /** uids of the validators that can read it. */
  sealedTo: number[];
  /** uids of those whose key has expired. */
  expiredKeys: number[];
  block: number;
}

/**
 * The key is in the vault before anything is sent.
 * @param input.draft the document of the request that it is for: the mechanism checks the rows against it. Its title and domain
 * stand in the offer, which anybody can read.
 * @param input.requester public key of the account that will open that request; the seal is bound to it.
 * @throws AppError naming the line of a wrong row; `request/no-validators`, `market/already-done`, store and chain errors.
 */
export async function offerBenchmark(
  input: { draft: unknown; benchmark: Uint8Array; requester: Hex; feeRao: bigint },
  { chain, content, mechanisms, account, randomBytes, vault }: Omit<ActorEdges, 'drafts'>,
  options: LongCallOptions & TxOptions = {}
): Promise<OfferedBenchmark | Stopped> {
  const { signal, onProgress } = options;
  const frame = parseRequestSpec(input.draft);
  const mechanism = await mechanisms.load(frame.mechanism);
  const { items: rows } = mechanism.checkHidden(wholeSpec(mechanism, frame), input.benchmark, null);
  onProgress?.({ stage: 'seal', done: 0, total: 4 });
  const { recipients, expiredKeys } = await requireSealingKeys(chain);
  const requester = evmAddressOf(input.requester);
  const locked = lockBenchmark({ plaintext: input.benchmark, requester, recipients }, randomBytes);
  const { commitment } = locked;
  await vault.put(benchmarkKeyName(commitment), fromHex(locked.key));

  onProgress?.({ stage: 'publish-benchmark', done: 1, total: 4 });
  const lockedCid = await content.addFolder(locked.files, { signal });
  await content.publish(lockedCid, { signal });
  const offer: BenchmarkOffer = {
    format: 'assay/benchmark-offer/1',
    mechanism: frame.mechanism,
    title: frame.title,
    domain: frame.domain,
    requester,
    benchmark: { commitment, lockedCid, rows, bytes: input.benchmark.length }
  };
  onProgress?.({ stage: 'publish-offer', done: 2, total: 4 });
  const cid = await content.addFile(canonicalJson(offer), { signal });
  await content.publish(cid, { signal });
  onProgress?.({ stage: 'register', done: 3, total: 4 });
  const outcome = await chain.registerBenchmark(account, { commitment, feeRao: input.feeRao, cid }, options);
  if (outcome.status === 'rejected') return { status: 'rejected' };
  onProgress?.({ stage: 'offered', done: 4, total: 4 });
  const sealedTo = recipients.map(({ uid }) => uid);
  return { status: 'offered', commitment, offerCid: cid, sealedTo, expiredKeys, block: outcome.block.number };
}
