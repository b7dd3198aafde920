// A pretrained model's bytes from where a browser keeps them, held against its hash each time: what lies on a disk can change.
import { AppError } from '../core/error/app-error.ts';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { KnownModel } from '../core/llama/known-models.ts';

/** Throws AppError `model/damaged`, `model/missing` where it was removed meanwhile. */
export async function modelBytes(
  kept: Blob,
  { name, sha256 }: Pick<KnownModel, 'name' | 'sha256'>
): Promise<Uint8Array> {
  const bytes = await kept.arrayBuffer().catch((cause: unknown) => {
    throw new AppError('model/missing', `The model ${name} is not in this browser any more.`, {
      hints: ['Add it again.'],
      cause
    });
  });
  if (bytesToHex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))) === sha256) return new Uint8Array(bytes);
  throw new AppError('model/damaged', `What this browser keeps is not the model ${name} any more.`, {
    hints: ['Remove it, then add it again.']
  });
}
