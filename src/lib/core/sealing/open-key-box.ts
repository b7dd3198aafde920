// A validator's way to a package's key: what its own seal in the key box gives.
import { fromHex, toHex } from '../encoding/hex.ts';
import { AppError } from '../error/app-error.ts';
import { holdsSealOf, type KeyBox } from './key-box.ts';
import { keyHashOf } from './package-key.ts';
import { unsealKey } from './seal-key.ts';
import { packageSealPurpose } from './seal-purpose.ts';
import { sealingPublicKey } from './sealing-key-pair.ts';

export interface OpenKeyBoxInput {
  box: KeyBox;
  keyHash: string;
  /** Public key of the submission's hotkey, as the chain has it. */
  miner: string;
  /** SS58, as the box names its readers. */
  hotkey: string;
  /** X25519 secrets of the reader, those of earlier keys too. */
  secretKeys: readonly Uint8Array[];
}

/**
 * - `opens`: the package's key
 * - `other-key`: a right seal of another key, which is nobody's secret then: whoever sealed it knew it
 * - `damaged`: a seal for a key of this reader that gives nothing; `publicKey` null in `assay/key-box/1`, which names none
 * - `none`: no seal for a key of this reader
 */
export type SealFinding =
  | { state: 'opens'; key: Uint8Array }
  | { state: 'other-key'; gives: Uint8Array; publicKey: Uint8Array }
  | { state: 'damaged'; publicKey: Uint8Array | null }
  | { state: 'none' };

const RANK: readonly SealFinding['state'][] = ['opens', 'other-key', 'damaged', 'none'];

/** The best that any seal for this reader gives. */
export function findSeal(input: OpenKeyBoxInput): SealFinding {
  const { box, hotkey, secretKeys } = input;
  const pairs = secretKeys.map((secretKey) => ({ secretKey, publicKey: sealingPublicKey(secretKey) }));
  const findings = box.keys
    .filter((seal) => seal.hotkey === hotkey)
    .flatMap((seal): SealFinding[] => {
      if (!('publicKey' in seal)) return [firstOf(pairs.map(({ secretKey }) => openOld(seal, secretKey, input)))];
      const pair = pairs.find(({ publicKey }) => toHex(publicKey) === seal.publicKey);
      return pair ? [openNamed(seal, pair, input)] : [];
    });
  return firstOf(findings);
}

const firstOf = (findings: SealFinding[]): SealFinding =>
  findings.toSorted((a, b) => RANK.indexOf(a.state) - RANK.indexOf(b.state))[0] ?? { state: 'none' };

type Seal = Pick<KeyBox['keys'][number], 'sealed' | 'ephemeralPublicKey'>;

function unseal(seal: Seal, secretKey: Uint8Array, { keyHash, miner, hotkey }: OpenKeyBoxInput): Uint8Array | null {
  const context = { purpose: packageSealPurpose({ keyHash, miner }), reader: hotkey };
  try {
    return unsealKey(fromHex(seal.sealed), fromHex(seal.ephemeralPublicKey), secretKey, context);
  } catch {
    return null;
  }
}

function openOld(seal: Seal, secretKey: Uint8Array, input: OpenKeyBoxInput): SealFinding {
  const key = unseal(seal, secretKey, input);
  return key !== null && keyHashOf(key) === input.keyHash
    ? { state: 'opens', key }
    : { state: 'damaged', publicKey: null };
}

/** A seal that opens and is not the one that follows from its key is damaged: others could not tell that it opens. */
function openNamed(
  seal: Seal,
  { secretKey, publicKey }: { secretKey: Uint8Array; publicKey: Uint8Array },
  input: OpenKeyBoxInput
): SealFinding {
  const { box, keyHash, miner, hotkey } = input;
  const key = unseal(seal, secretKey, input);
  if (key === null || !holdsSealOf(box, key, { keyHash, miner, reader: hotkey, publicKey }))
    return { state: 'damaged', publicKey };
  return keyHashOf(key) === keyHash ? { state: 'opens', key } : { state: 'other-key', gives: key, publicKey };
}

/**
 * The package's key, held against the hash on chain.
 * Throws AppError `submission/not-sealed-to-you`, or `submission/damaged-seal` when a seal is there but gives no such key.
 */
export function openKeyBox(input: OpenKeyBoxInput): Uint8Array {
  const found = findSeal(input);
  if (found.state === 'opens') return found.key;
  throw sealFault(found, input);
}

/** Why a seal does not open, as an error. */
export function sealFault({ state }: SealFinding, { hotkey }: Pick<OpenKeyBoxInput, 'hotkey'>): AppError {
  if (state === 'none')
    return new AppError('submission/not-sealed-to-you', 'The miner did not seal this package to this validator.', {
      hints: ['Publish your sealing key before the reveals: keys that come later are not in the box.'],
      details: { hotkey }
    });
  return new AppError('submission/damaged-seal', 'The key sealed to this validator does not open this package.', {
    details: { hotkey }
  });
}
