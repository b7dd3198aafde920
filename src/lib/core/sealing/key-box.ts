// A package's key for the validators: sealed to each one's X25519 key, published at the reveal. A seal of `assay/key-box/2` names
// the key that it is for and follows from the package's key, so that whoever has that key can say of every seal in the box whether
// it is right. In `assay/key-box/1`, which is still read where a request is as old, only its reader can.
import * as v from 'valibot';
import { SealedKeySchema } from './envelope.ts';
import { toHex } from '../encoding/hex.ts';
import { sealKeyFromItself } from './seal-key.ts';
import { packageSealPurpose } from './seal-purpose.ts';
import { parseStrictJson } from '../encoding/strict-json.ts';
import { AppError } from '../error/app-error.ts';
import { canonicalJson } from '../encoding/canonical-json.ts';
import type { RequestSpec } from '../request/request-spec.ts';
import { keyHashOf } from './package-key.ts';

export const MAX_KEY_BOX_BYTES = 1 << 20;
const FORMAT = 'assay/key-box/2';
const CODE = 'submission/invalid-key-box';
const MOST_SEALS = 1024;

const seals = SealedKeySchema.entries;
/** keccak256 of the key inside, as the contract has it. */
const keyHash = v.pipe(v.string(), v.regex(/^0x[0-9a-f]{64}$/));

const KeyBoxSchema = v.variant('format', [
  v.strictObject({
    format: v.literal('assay/key-box/1'),
    keyHash,
    keys: v.pipe(v.array(SealedKeySchema), v.maxLength(MOST_SEALS))
  }),
  v.strictObject({
    format: v.literal(FORMAT),
    keyHash,
    keys: v.pipe(
      v.array(
        v.strictObject({
          ...seals,
          /** The X25519 key that this seal is for. */
          publicKey: seals.ephemeralPublicKey
        })
      ),
      v.maxLength(MOST_SEALS),
      // So that one look says what a box gives a reader, to itself and to others.
      v.check(
        (keys) => new Set(keys.map(({ hotkey, publicKey }) => `${publicKey} ${hotkey}`)).size === keys.length,
        'has two seals for one key'
      )
    )
  })
]);

export type KeyBox = v.InferOutput<typeof KeyBoxSchema>;

/** Whom a seal is for, and in which submission. */
export interface SealPlace {
  /** As the chain has it. */
  keyHash: string;
  /** Public key of the submission's hotkey, as the chain has it. */
  miner: string;
  /** SS58, as the box names its readers. */
  reader: string;
  /** X25519. */
  publicKey: Uint8Array;
}

/** Bytes of the document. A validator whose published key is no usable point is left out: it cannot be sealed to. */
export function buildKeyBox({
  key,
  miner,
  recipients
}: {
  key: Uint8Array;
  /** Public key of the hotkey that submits the package. */
  miner: string;
  recipients: readonly { uid: number; hotkey: string; publicKey: Uint8Array }[];
}): { bytes: Uint8Array; sealedTo: number[] } {
  const keyHash = keyHashOf(key);
  const sealedTo: number[] = [];
  const keys = recipients.flatMap(({ uid, hotkey, publicKey }) => {
    const seal = sealFor(key, { keyHash, miner, reader: hotkey, publicKey });
    if (seal === null) return [];
    sealedTo.push(uid);
    return [{ hotkey, publicKey: toHex(publicKey), ...seal }];
  });
  return { bytes: canonicalJson({ format: FORMAT, keyHash, keys }), sealedTo };
}

/** The one right seal of `key` for a reader; null where its public key is no usable point. */
export function sealFor(
  key: Uint8Array,
  { keyHash, miner, reader, publicKey }: SealPlace
): { ephemeralPublicKey: string; sealed: string } | null {
  try {
    const context = { purpose: packageSealPurpose({ keyHash, miner }), reader };
    const { ephemeralPublicKey, sealed } = sealKeyFromItself(key, publicKey, context);
    return { ephemeralPublicKey: toHex(ephemeralPublicKey), sealed: toHex(sealed) };
  } catch {
    return null;
  }
}

/** Whether there is anything in the box for this reader's key. `assay/key-box/1` names readers alone. */
export function isSealedTo(box: KeyBox, { reader, publicKey }: Pick<SealPlace, 'reader' | 'publicKey'>): boolean {
  if (box.format !== FORMAT) return box.keys.some(({ hotkey }) => hotkey === reader);
  const named = toHex(publicKey);
  return box.keys.some((seal) => seal.hotkey === reader && seal.publicKey === named);
}

/** Whether the box has the right seal of `key` for this reader; null for `assay/key-box/1`, where nobody but the reader knows. */
export function holdsSealOf(box: KeyBox, key: Uint8Array, place: SealPlace): boolean | null {
  if (box.format !== FORMAT) return null;
  const right = sealFor(key, place);
  const named = toHex(place.publicKey);
  return box.keys.some(
    ({ hotkey, publicKey, ephemeralPublicKey, sealed }) =>
      hotkey === place.reader &&
      publicKey === named &&
      ephemeralPublicKey === right?.ephemeralPublicKey &&
      sealed === right.sealed
  );
}

/**
 * @param request that the box belongs to. One that names its measure takes `assay/key-box/2` alone: the programs that wrote the
 *   first form cannot read its document, and a miner could choose that form so that nobody can tell which seals it damaged.
 *   Left out where a key counts by its hash, wherever it was found.
 * @throws AppError `submission/invalid-key-box`.
 */
export function parseKeyBox(bytes: Uint8Array, request: Pick<RequestSpec, 'protocol'> = {}): KeyBox {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    const box = v.parse(KeyBoxSchema, parseStrictJson(text, { name: 'The key box', code: CODE, maxDepth: 6 }));
    if (box.format !== FORMAT && request.protocol !== undefined) throw new Error(`The request takes ${FORMAT}.`);
    return box;
  } catch (cause) {
    throw new AppError(CODE, 'The key box of this submission is not one.', {
      hints: ['Its miner published something else: it scores 0.'],
      cause
    });
  }
}
