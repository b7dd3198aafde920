// Pretrained models' bytes from where a browser keeps them, held against their hash each time: what lies on a disk can change.
import { AppError } from '../core/error/app-error.ts';
import { bytesToHex } from '@noble/hashes/utils.js';
import { KNOWN_MODELS, type KnownModel } from '../core/llama/known-models.ts';
import type { ReadModel } from './read-reference.ts';

/** @param kept by name */
export function readKeptModel(
  kept: Readonly<Record<string, Blob>>,
  known: readonly KnownModel[] = KNOWN_MODELS
): ReadModel {
  return async (name) => {
    const model = known.find((one) => one.name === name);
    const blob = kept[name];
    if (!model || !blob) throw missing(name);
    return modelBytes(blob, model);
  };
}

async function modelBytes(kept: Blob, { name, sha256 }: KnownModel): Promise<Uint8Array> {
  const bytes = await kept.arrayBuffer().catch((cause: unknown) => {
    throw missing(name, cause);
  });
  if (bytesToHex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))) === sha256) return new Uint8Array(bytes);
  throw new AppError('model/damaged', `What this browser keeps is not the model ${name} any more.`, {
    hints: ['Remove it, then add it again.']
  });
}

/** Also where it was removed since the call began. */
const missing = (name: string, cause?: unknown): AppError =>
  new AppError('model/missing', `The model ${name} is not in this browser.`, {
    hints: ['Add it on the page of keys, under "Pretrained model".'],
    cause
  });
