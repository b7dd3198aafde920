// Loads an interpreter's files from where the page is served, once, when the first program is run.
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { AppError } from '../../core/error/app-error.ts';
import type { GuestFiles } from './guest-parts.ts';
import { PINNED_FILES } from './guest-parts.ts';

/** Blobs: a frame of another origin may be another process, and bytes take long to get there; it reads these where they lie. */
export interface TabParts {
  script: Blob;
  parts: Record<string, Blob>;
}

/** They pack well, and a tab unpacks them. */
const PACKED = /\.snapshot$/;

/**
 * @param folderUrl absolute URL of the sandbox's folder, with a closing slash
 * @throws AppError `sandbox/unavailable` where a file cannot be had, or is another one than this version runs.
 */
export async function loadTabParts(folderUrl: string, { script, parts }: GuestFiles): Promise<TabParts> {
  const [code, ...files] = await Promise.all([
    load(folderUrl, script).then(async (response) => new Blob([await response.text()], { type: 'text/javascript' })),
    ...Object.entries(parts).map(async ([name, file]) => [name, new Blob([await loadBytes(folderUrl, file)])] as const)
  ]);
  return { script: code, parts: Object.fromEntries(files) };
}

async function loadBytes(folderUrl: string, file: string): Promise<Uint8Array<ArrayBuffer>> {
  const response = await load(folderUrl, PACKED.test(file) ? `${file}.gz` : file);
  // A server may say that it is packed, and the browser unpacks it then.
  const isPacked = PACKED.test(file) && response.headers.get('content-encoding') === null;
  const stream = isPacked ? response.body!.pipeThrough(new DecompressionStream('gzip')) : response.body;
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  const pinned = PINNED_FILES[file];
  if (pinned !== undefined && (await sha256Hex(bytes)) !== pinned) throw unavailable(`${file} is another one`);
  return bytes;
}

async function load(folderUrl: string, file: string): Promise<Response> {
  try {
    const response = await fetch(new URL(file, folderUrl));
    if (response.ok) return response;
    throw new Error(`HTTP ${response.status}`);
  } catch (cause) {
    throw unavailable(`${file}: ${String(cause)}`, cause);
  }
}

async function sha256Hex(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  // Pages that are not served securely have no `crypto.subtle`.
  return bytesToHex(
    globalThis.crypto.subtle ? new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)) : sha256(bytes)
  );
}

function unavailable(reason: string, cause?: unknown): AppError {
  return new AppError('sandbox/unavailable', 'What programs run in could not be loaded.', {
    hints: ['Check that the page is still being served, then reload it.'],
    details: { reason },
    cause
  });
}
