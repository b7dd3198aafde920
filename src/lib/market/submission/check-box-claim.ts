// Whether a miner left one validator out of its key box, or sealed it something else: decided from the box, the chain and, for a
// damaged seal, the package's key, without any secret of that validator.
import { fromHex } from '../../core/encoding/hex.ts';
import { AppError } from '../../core/error/app-error.ts';
import { isContentFact } from '../../core/error/error-kinds.ts';
import type { LongCallOptions } from '../../core/long-call.ts';
import type { MarketRequest, MarketSubmission } from '../../core/market/market-state.ts';
import type { PublishedKey } from '../../core/market/metagraph.ts';
import type { BoxClaim } from '../../core/report/unreadable.ts';
import type { RequestSpec } from '../../core/request/request-spec.ts';
import { holdsSealOf, isSealedTo, MAX_KEY_BOX_BYTES, parseKeyBox, sealFor } from '../../core/sealing/key-box.ts';
import type { KeyBox } from '../../core/sealing/key-box.ts';
import { keyHashOf } from '../../core/sealing/package-key.ts';
import type { ContentStore } from '../../ports/content-store.ts';
import type { MarketChain } from '../../ports/market-chain.ts';

export interface ClaimPlace {
  request: Pick<MarketRequest, 'terms'>;
  /** The request's document: it says which form a key box has. */
  spec: Pick<RequestSpec, 'protocol'>;
  submission: MarketSubmission;
}

export interface ClaimEdges {
  chain: Pick<MarketChain, 'sealingKeyAt' | 'hadPermitAt'>;
  content: Pick<ContentStore, 'readFile'>;
}

/**
 * @param key the package's key, where it is known here.
 * @returns false also where the reader has itself to thank: no usable key on chain before the reveals, an expired one, no permit.
 * @throws AppError `submission/undecided` where the chain's past or the key is needed and not to be had, store and chain errors.
 */
export async function checkBoxClaim(
  claim: BoxClaim,
  { request, spec, submission }: ClaimPlace,
  key: Uint8Array | null,
  { chain, content }: ClaimEdges,
  options: LongCallOptions = {}
): Promise<boolean> {
  const { keyBoxCid, keyHash, hotkey: miner, revealedBlock } = submission;
  if (claim.keyBoxCid !== keyBoxCid || keyHash === null || revealedBlock === null) return false;
  const box = await readBox(claim, spec, content, options);
  if (box === null) return false;
  const published = await chain.sealingKeyAt(claim.reader, revealedBlock);
  if (published === 'unknown') throw undecided(claim, `what was on chain at block ${revealedBlock}`);
  if (published === null) return false;
  const place = { keyHash, miner, reader: claim.reader, publicKey: published.publicKey };
  if (claim.kind === 'not-sealed') {
    if (isSealedTo(box, place) || sealFor(new Uint8Array(32), place) === null) return false;
    return couldBeSealedTo(claim, published, { deadlineBlock: request.terms.deadlineBlock, revealedBlock }, chain);
  }
  if (box.format === 'assay/key-box/1' || !isSealedTo(box, place)) return false;
  if (claim.kind === 'other-key') {
    const gives = fromHex(claim.gives);
    return keyHashOf(gives) !== keyHash && holdsSealOf(box, gives, place) === true;
  }
  if (key === null) throw undecided(claim, "the package's key");
  return holdsSealOf(box, key, place) !== true;
}

/** A box that is none is another fault than the one claimed. */
async function readBox(
  { keyBoxCid }: BoxClaim,
  spec: ClaimPlace['spec'],
  content: ClaimEdges['content'],
  options: LongCallOptions
): Promise<KeyBox | null> {
  try {
    return parseKeyBox(await content.readFile(keyBoxCid, { ...options, maxBytes: MAX_KEY_BOX_BYTES }), spec);
  } catch (thrown) {
    if (thrown instanceof AppError && isContentFact(thrown)) return null;
    throw thrown;
  }
}

/** A miner seals at some block between the deadline and its reveal: key and permit have to stand at both ends. */
async function couldBeSealedTo(
  claim: BoxClaim,
  { publishedBlock, expiresBlock }: PublishedKey,
  { deadlineBlock, revealedBlock }: { deadlineBlock: number; revealedBlock: number },
  chain: ClaimEdges['chain']
): Promise<boolean> {
  if (publishedBlock > deadlineBlock || (expiresBlock !== null && expiresBlock <= revealedBlock)) return false;
  const permits = await Promise.all(
    [deadlineBlock, revealedBlock].map((block) => chain.hadPermitAt(claim.reader, block))
  );
  if (permits.includes(false)) return false;
  if (permits.includes(null))
    throw undecided(claim, `who had a permit between blocks ${deadlineBlock} and ${revealedBlock}`);
  return true;
}

function undecided({ reader, kind }: BoxClaim, lacking: string): AppError {
  return new AppError('submission/undecided', `Whether ${reader} could read the package cannot be told here.`, {
    hints: [`It takes ${lacking}. Ask a node that keeps the chain's past, or a validator that has the key.`],
    details: { reader, kind }
  });
}
