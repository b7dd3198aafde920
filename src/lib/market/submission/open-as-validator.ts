// The files of another submission's package for a validator, whose errors say only that it is of no use to it.
import { fromHex } from '../../core/encoding/hex.ts';
import { AppError } from '../../core/error/app-error.ts';
import type { LongCallOptions } from '../../core/long-call.ts';
import type { PackageFile } from '../../core/mechanism/package-file.ts';
import { MAX_KEY_BOX_BYTES, parseKeyBox } from '../../core/sealing/key-box.ts';
import { openKeyBox } from '../../core/sealing/open-key-box.ts';
import type { ContentStore } from '../../ports/content-store.ts';
import type { ClaimPlace } from './check-box-claim.ts';
import type { Reader } from './read-as-validator.ts';
import { readSealedPackage } from './read-sealed-package.ts';

/** @throws AppError `submission/...`, store errors. */
export async function openAsValidator(
  { spec, submission }: Pick<ClaimPlace, 'spec' | 'submission'>,
  reader: Reader,
  content: ContentStore,
  options: LongCallOptions & { maxBytes: number }
): Promise<readonly PackageFile[]> {
  const { hotkey: miner, keyBoxCid, packageKey, keyHash } = submission;
  if (keyBoxCid === null && packageKey === null)
    throw new AppError('submission/not-sealed-to-you', 'The miner published no key box with this submission.');
  const key =
    packageKey === null
      ? openKeyBox({
          box: parseKeyBox(await content.readFile(keyBoxCid!, { ...options, maxBytes: MAX_KEY_BOX_BYTES }), spec),
          keyHash: keyHash!,
          miner,
          ...reader
        })
      : fromHex(packageKey);
  const { files } = await readSealedPackage({ submission, key }, content, options);
  return files;
}
