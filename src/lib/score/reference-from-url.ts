// Reads the reference model over HTTP from where the page is served.
import { AppError } from '../core/error/app-error.ts';
import type { ReadReferenceFile } from './reference-manifest.ts';

/** @param folderUrl absolute URL of the folder, with a closing slash. Throws AppError `score/reference-unreachable`. */
export function referenceFromUrl(folderUrl: string): ReadReferenceFile {
  return async (file) => {
    const url = new URL(file, folderUrl).href;
    try {
      const response = await fetch(url);
      if (!response.ok) throw new Error(`HTTP ${response.status}`);
      return new Uint8Array(await response.arrayBuffer());
    } catch (cause) {
      throw new AppError('score/reference-unreachable', 'The reference model could not be loaded.', {
        hints: ['Check that the page is still being served, then try again.'],
        details: { url, reason: String(cause) },
        cause
      });
    }
  };
}
