// What begins like no file that can hold a model is refused at its first bytes: a page that says no, say.
import { AppError } from '../../core/error/app-error.ts';
import type { DownloadPart } from './download-part.ts';

const HEAD_BYTES = 32;
const GGUF = 'GGUF';
const ZIP = 'PK\x03\x04';

/** The part, but it takes nothing that begins otherwise. */
export function refusingOthers(part: DownloadPart): DownloadPart {
  return {
    get bytes() {
      return part.bytes;
    },
    get validator() {
      return part.validator;
    },
    restart: (validator) => part.restart(validator),
    async append(chunk) {
      if (part.bytes === 0) requireModelFile(chunk);
      await part.append(chunk);
    }
  };
}

/** Throws AppError `model/unknown`. */
export function requireModelFile(head: Uint8Array): void {
  const start = new TextDecoder('latin1').decode(head.subarray(0, GGUF.length));
  if (GGUF.startsWith(start) || ZIP.startsWith(start)) return;
  throw new AppError('model/unknown', 'What came is neither a GGUF file nor a zip archive, so it holds no model.', {
    details: { start }
  });
}

/** What {@link requireModelFile} and `isZip` look at. */
export const headOf = async (blob: Blob): Promise<Uint8Array> =>
  new Uint8Array(await blob.slice(0, HEAD_BYTES).arrayBuffer());
