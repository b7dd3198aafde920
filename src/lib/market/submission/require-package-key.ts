// The key that is needed to pass a package on.
import { AppError } from '../../core/error/app-error.ts';
import type { LongCallOptions } from '../../core/long-call.ts';
import { findPackageKey, type FindPackageKeyEdges, type FindPackageKeyInput } from './find-package-key.ts';

/** @throws AppError `submission/key-unknown`, store and chain errors. */
export async function requirePackageKey(
  input: FindPackageKeyInput,
  edges: FindPackageKeyEdges,
  options: LongCallOptions = {}
): Promise<Uint8Array> {
  const key = await findPackageKey(input, edges, options);
  if (key) return key;
  throw new AppError(
    'submission/key-unknown',
    `This account does not have the key of submission ${input.submission.index}.`,
    {
      hints: ['Its miner has it, and so has every validator it was sealed to.']
    }
  );
}
