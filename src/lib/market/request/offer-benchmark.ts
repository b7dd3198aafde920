// A third party's benchmark: locked for one requester and registered, so that its owner is paid for it; and what the requester
// reads of it before it opens its request. The requester never sees the rows.
import { evmAddressOf } from '../../core/accounts/evm-address.ts';
import { MAX_OFFER_BYTES, parseBenchmarkOffer, type BenchmarkOffer } from '../../core/benchmark/benchmark-offer.ts';
import { lockBenchmark } from '../../core/benchmark/lock-benchmark.ts';
import { canonicalJson } from '../../core/encoding/canonical-json.ts';
import { fromHex, type Hex } from '../../core/encoding/hex.ts';
import { taoText } from '../../core/encoding/tao.ts';
import { AppError } from '../../core/error/app-error.ts';
import type { LongCallOptions } from '../../core/long-call.ts';
import { wholeSpec } from '../../core/mechanism/whole-spec.ts';
import { parseRequestSpec } from '../../core/request/parse-request-spec.ts';
import { benchmarkKeyName } from '../../core/sealing/key-names.ts';
import type { ActorEdges, MarketEdges, Stopped } from '../../ports/market-edges.ts';
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
 * @param input.draft the document of the request that it is for: the mechanism checks the rows against it.
 * @param input.requester public key of the account that will open that request; the seal is bound to it.
 * @throws AppError naming the line of a wrong row; `request/no-validators`, `market/already-done`, store and chain errors.
 */
export async function offerBenchmark(
  input: { draft: unknown; benchmark: Uint8Array; requester: Hex; feeRao: bigint },
  { chain, content, mechanisms, account, randomBytes, vault }: Omit<ActorEdges, 'drafts'>,
  options: LongCallOptions & TxOptions = {}
): Promise<OfferedBenchmark | Stopped> {
  const { signal } = options;
  const frame = parseRequestSpec(input.draft);
  const mechanism = await mechanisms.load(frame.mechanism);
  const { items: rows } = mechanism.checkHidden(wholeSpec(mechanism, frame), input.benchmark, null);
  const { recipients, expiredKeys } = await requireSealingKeys(chain);
  const requester = evmAddressOf(input.requester);
  const locked = lockBenchmark({ plaintext: input.benchmark, requester, recipients }, randomBytes);
  const { commitment } = locked;
  await vault.put(benchmarkKeyName(commitment), fromHex(locked.key));

  const lockedCid = await content.addFolder(locked.files, { signal });
  await content.publish(lockedCid, { signal });
  const offer: BenchmarkOffer = {
    format: 'assay/benchmark-offer/1',
    mechanism: frame.mechanism,
    requester,
    benchmark: { commitment, lockedCid, rows, bytes: input.benchmark.length }
  };
  const cid = await content.addFile(canonicalJson(offer), { signal });
  await content.publish(cid, { signal });
  const outcome = await chain.registerBenchmark(account, { commitment, feeRao: input.feeRao, cid }, options);
  if (outcome.status === 'rejected') return { status: 'rejected' };
  const sealedTo = recipients.map(({ uid }) => uid);
  return { status: 'offered', commitment, offerCid: cid, sealedTo, expiredKeys, block: outcome.block.number };
}

/**
 * A registered benchmark as the requester that it is for can use it.
 * @param mostRao that the requester pays for it: what was agreed, whatever was registered.
 * @throws AppError `benchmark/not-offered` where nobody registered it, not for this requester and mechanism, or for more.
 */
export async function readBenchmarkOffer(
  {
    commitment,
    mechanism,
    requester,
    mostRao
  }: { commitment: Hex; mechanism: string; requester: Hex; mostRao: bigint },
  { chain, content }: Pick<MarketEdges, 'chain' | 'content'>,
  options: LongCallOptions = {}
): Promise<{ offer: BenchmarkOffer; feeRao: bigint }> {
  const registered = await chain.registeredBenchmark(commitment);
  if (!registered) throw notOffered(`Nobody has registered the benchmark ${commitment}.`);
  const offer = parseBenchmarkOffer(await content.readFile(registered.cid, { ...options, maxBytes: MAX_OFFER_BYTES }));
  if (offer.benchmark.commitment !== commitment) throw notOffered('Its offer describes another benchmark.');
  if (offer.requester !== requester)
    throw notOffered('This benchmark is sealed for another requester: validators could not open it for you.');
  if (offer.mechanism !== mechanism)
    throw notOffered(`This benchmark is for the mechanism ${offer.mechanism}, and the request for ${mechanism}.`);
  const feeRao = registered.owner === requester ? 0n : registered.feeRao;
  if (feeRao > mostRao)
    throw new AppError(
      'benchmark/not-offered',
      `The owner of this benchmark asks ${taoText(feeRao)} TAO, and this request brings at most ${taoText(mostRao)}.`,
      { hints: ['If that is what you agreed on, name it: --benchmark-fee.'], details: { feeRao, mostRao } }
    );
  return { offer, feeRao };
}

const notOffered = (short: string): AppError =>
  new AppError('benchmark/not-offered', short, { hints: ["Ask the benchmark's owner for one that is for you."] });
