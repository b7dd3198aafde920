// A validator's way to the benchmark's key.
import { AppError } from '../error/app-error.ts';
import type { Envelope } from './envelope.ts';
import { fromHex } from '../encoding/hex.ts';
import { unsealKey } from './seal-key.ts';
import { benchmarkSealPurpose } from './seal-purpose.ts';

/**
 * The benchmark's 32-byte key, sealed to `hotkey`, opened with one of its X25519 secrets.
 * Throws AppError `benchmark/not-sealed-to-you`, or `benchmark/damaged-seal` when there is a seal that does not open.
 */
export function openSealedKey({
  envelope,
  requester,
  hotkey,
  secretKeys
}: {
  envelope: Envelope;
  /** EVM address that opened the request, as the chain has it. */
  requester: string;
  hotkey: string;
  secretKeys: readonly Uint8Array[];
}): Uint8Array {
  const seals = envelope.keys.filter((found) => found.hotkey === hotkey);
  if (seals.length === 0) {
    throw new AppError('benchmark/not-sealed-to-you', 'This benchmark was locked to other validators.', {
      hints: ['Publish your key before requests open: only validators whose key was on chain by then can score.'],
      details: { hotkey }
    });
  }
  const purpose = benchmarkSealPurpose({ commitment: envelope.commitment, requester });
  for (const { sealed, ephemeralPublicKey } of seals) {
    for (const secretKey of secretKeys) {
      try {
        return unsealKey(fromHex(sealed), fromHex(ephemeralPublicKey), secretKey, { purpose, reader: hotkey });
      } catch {
        continue;
      }
    }
  }
  throw new AppError('benchmark/damaged-seal', 'The key sealed to you does not open with the secret you have.', {
    hints: [
      'Use the secret whose public half was on chain when the request opened.',
      'If you never changed it, the requester sealed it wrongly, or copied the benchmark of another request.'
    ],
    details: { hotkey }
  });
}
