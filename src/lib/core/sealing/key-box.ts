// A package's key for the validators: sealed to each one's X25519 key, published at the reveal.
import * as v from 'valibot';
import { SealedKeySchema } from './envelope.ts';
import { fromHex, toHex } from '../encoding/hex.ts';
import { sealKey, unsealKey } from './seal-key.ts';
import { packageSealPurpose } from './seal-purpose.ts';
import { parseStrictJson } from '../encoding/strict-json.ts';
import { AppError } from '../error/app-error.ts';
import { canonicalJson } from '../encoding/canonical-json.ts';
import { keyHashOf } from './package-key.ts';

export const MAX_KEY_BOX_BYTES = 1 << 20;
const FORMAT = 'assay/key-box/1';
const CODE = 'submission/invalid-key-box';

const KeyBoxSchema = v.strictObject({
  format: v.literal(FORMAT),
  /** keccak256 of the key inside, as the contract has it. */
  keyHash: v.pipe(v.string(), v.regex(/^0x[0-9a-f]{64}$/)),
  keys: v.pipe(v.array(SealedKeySchema), v.maxLength(1024))
});

export type KeyBox = v.InferOutput<typeof KeyBoxSchema>;

/**
 * Bytes of the document. A validator whose published key is no usable point is left out: it cannot be sealed to.
 * @param randomBytes asked for 32 bytes a validator.
 */
export function buildKeyBox(
  {
    key,
    miner,
    recipients
  }: {
    key: Uint8Array;
    /** Public key of the hotkey that submits the package. */
    miner: string;
    recipients: readonly { uid: number; hotkey: string; publicKey: Uint8Array }[];
  },
  randomBytes: (length: number) => Uint8Array
): { bytes: Uint8Array; sealedTo: number[] } {
  const keyHash = keyHashOf(key);
  const purpose = packageSealPurpose({ keyHash, miner });
  const sealedTo: number[] = [];
  const keys = recipients.flatMap(({ uid, hotkey, publicKey }) => {
    try {
      const { ephemeralPublicKey, sealed } = sealKey(key, publicKey, randomBytes(32), { purpose, reader: hotkey });
      sealedTo.push(uid);
      return [{ hotkey, ephemeralPublicKey: toHex(ephemeralPublicKey), sealed: toHex(sealed) }];
    } catch {
      return [];
    }
  });
  return { bytes: canonicalJson({ format: FORMAT, keyHash, keys }), sealedTo };
}

/** Throws AppError `submission/invalid-key-box`. */
export function parseKeyBox(bytes: Uint8Array): KeyBox {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return v.parse(KeyBoxSchema, parseStrictJson(text, { name: 'The key box', code: CODE, maxDepth: 6 }));
  } catch (cause) {
    throw new AppError(CODE, 'The key box of this submission is not one.', {
      hints: ['Its miner published something else: it gets no score.'],
      cause
    });
  }
}

/**
 * The package's key, held against the hash on chain.
 * Throws AppError `submission/not-sealed-to-you`, or `submission/damaged-seal` when a seal is there but gives no such key.
 */
export function openKeyBox({
  box,
  keyHash,
  miner,
  hotkey,
  secretKey
}: {
  box: KeyBox;
  keyHash: string;
  /** Public key of the submission's hotkey, as the chain has it. */
  miner: string;
  /** SS58, as the box names its readers. */
  hotkey: string;
  secretKey: Uint8Array;
}): Uint8Array {
  const seals = box.keys.filter((found) => found.hotkey === hotkey);
  if (seals.length === 0)
    throw new AppError('submission/not-sealed-to-you', 'The miner did not seal this package to this validator.', {
      hints: ['Publish your sealing key before the reveals: keys that come later are not in the box.'],
      details: { hotkey }
    });
  const purpose = packageSealPurpose({ keyHash, miner });
  for (const { sealed, ephemeralPublicKey } of seals) {
    try {
      const key = unsealKey(fromHex(sealed), fromHex(ephemeralPublicKey), secretKey, { purpose, reader: hotkey });
      if (keyHashOf(key) === keyHash) return key;
    } catch {
      continue;
    }
  }
  throw new AppError('submission/damaged-seal', 'The key sealed to this validator does not open this package.', {
    details: { hotkey }
  });
}
