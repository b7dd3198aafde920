// A submission's package as one validator has it: its files, or the fact that the miner made it unreadable. What may be an outage,
// or the validator's own fault, is neither and is thrown.
import { fromHex, toHex } from '../../core/encoding/hex.ts';
import { AppError } from '../../core/error/app-error.ts';
import { isContentFact } from '../../core/error/error-kinds.ts';
import type { LongCallOptions } from '../../core/long-call.ts';
import type { AnyMechanism } from '../../core/mechanism/mechanism.ts';
import type { PackageFile } from '../../core/mechanism/package-file.ts';
import type { BoxClaim, Unreadable } from '../../core/report/unreadable.ts';
import { MAX_KEY_BOX_BYTES, parseKeyBox } from '../../core/sealing/key-box.ts';
import { findSeal, sealFault, type OpenKeyBoxInput } from '../../core/sealing/open-key-box.ts';
import { sealingPublicKey } from '../../core/sealing/sealing-key-pair.ts';
import type { ContentStore } from '../../ports/content-store.ts';
import { checkBoxClaim, type ClaimEdges, type ClaimPlace } from './check-box-claim.ts';
import { readSealedPackage } from './read-sealed-package.ts';

/** Who reads. */
export interface Reader {
  /** SS58. */
  hotkey: string;
  /** X25519 secrets, those of earlier keys too. */
  secretKeys: readonly Uint8Array[];
}

export interface ReadAsValidatorEdges extends ClaimEdges {
  content: ContentStore;
}

export type PackageReading =
  { files: readonly PackageFile[]; unreadable: null } | { files: null; unreadable: Unreadable };

type KeyReading = { key: Uint8Array; unreadable: null } | { key: null; unreadable: Unreadable };

/**
 * @param options.maxBytes most bytes of what was submitted, as the request says.
 * @throws AppError of the store for bytes that are not to be had, `submission/not-sealed-to-you`, `submission/damaged-seal` and
 *   `submission/undecided` where it cannot be shown that the miner is to blame, chain errors.
 */
export async function readAsValidator(
  place: ClaimPlace & { mechanism: Pick<AnyMechanism, 'readEntry'> },
  reader: Reader,
  edges: ReadAsValidatorEdges,
  options: LongCallOptions & { maxBytes: number }
): Promise<PackageReading> {
  const read = await readKey(place, reader, edges, options);
  return read.key === null
    ? { files: null, unreadable: read.unreadable }
    : readWithKey(place, read.key, edges, options);
}

/** The package's key of a validator, from its seal in the key box; null where the miner spoilt that. Throws as above. */
export async function readKey(
  { request, spec, submission }: ClaimPlace,
  reader: Reader,
  edges: ClaimEdges,
  options: LongCallOptions
): Promise<KeyReading> {
  const { hotkey: miner, keyBoxCid, packageKey, keyHash } = submission;
  if (packageKey !== null) return { key: fromHex(packageKey), unreadable: null };
  if (keyBoxCid === null || keyHash === null)
    throw new AppError('submission/not-sealed-to-you', 'The miner published no key box with this submission.');
  let box;
  try {
    box = parseKeyBox(await edges.content.readFile(keyBoxCid, { ...options, maxBytes: MAX_KEY_BOX_BYTES }), spec);
  } catch (thrown) {
    return { key: null, unreadable: factOf(thrown, { kind: 'no-key-box', keyBoxCid }) };
  }
  const opening = { box, keyHash, miner, ...reader };
  const found = findSeal(opening);
  if (found.state === 'opens') return { key: found.key, unreadable: null };
  const claim = await claimAgainst(opening, { request, spec, submission }, edges, options);
  if (claim === null) throw sealFault(found, reader);
  return { key: null, unreadable: claim };
}

/** What others can check of a box that gives this reader nothing; null where it has itself to thank, or only itself could tell. */
async function claimAgainst(
  opening: OpenKeyBoxInput,
  place: ClaimPlace,
  edges: ClaimEdges,
  options: LongCallOptions
): Promise<BoxClaim | null> {
  const { hotkey: reader, secretKeys } = opening;
  const { keyBoxCid, revealedBlock } = place.submission;
  const about = { keyBoxCid: keyBoxCid!, reader };
  const published = await edges.chain.sealingKeyAt(reader, revealedBlock!);
  if (published === null || published === 'unknown') return null;
  const named = toHex(published.publicKey);
  const found = findSeal({
    ...opening,
    secretKeys: secretKeys.filter((key) => toHex(sealingPublicKey(key)) === named)
  });
  // Of a damaged seal its reader knows without the package's key that it gives nothing.
  if (found.state === 'damaged') return found.publicKey === null ? null : { kind: 'damaged-seal', ...about };
  const claim: BoxClaim =
    found.state === 'other-key'
      ? { kind: 'other-key', ...about, gives: toHex(found.gives) }
      : { kind: 'not-sealed', ...about };
  return (await checkBoxClaim(claim, place, null, edges, options)) ? claim : null;
}

/** The package under its key. @throws AppError of the store for bytes that are not to be had. */
export async function readWithKey(
  { submission, mechanism }: Pick<ClaimPlace, 'submission'> & { mechanism: Pick<AnyMechanism, 'readEntry'> },
  key: Uint8Array,
  { content }: Pick<ReadAsValidatorEdges, 'content'>,
  options: LongCallOptions & { maxBytes: number }
): Promise<PackageReading> {
  const { sealedCid, plainCid } = submission;
  let files: readonly PackageFile[];
  try {
    ({ files } = await readSealedPackage({ submission, key }, content, options));
  } catch (thrown) {
    options.signal?.throwIfAborted();
    return { files: null, unreadable: factOf(thrown, { kind: 'not-the-package', sealedCid, packageCid: plainCid! }) };
  }
  return readEntry(files, plainCid!, mechanism);
}

/** Whether files are an entry of the request's mechanism. */
export function readEntry(
  files: readonly PackageFile[],
  packageCid: string,
  mechanism: Pick<AnyMechanism, 'readEntry'>
): PackageReading {
  try {
    mechanism.readEntry(files, packageCid);
    return { files, unreadable: null };
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown;
    return { files: null, unreadable: { kind: 'no-entry', packageCid } };
  }
}

/** The fact that an error is about content that was had. Throws every other error on. */
function factOf(thrown: unknown, fact: Unreadable): Unreadable {
  if (thrown instanceof AppError && isContentFact(thrown)) return fact;
  throw thrown;
}
