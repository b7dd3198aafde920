// Downloads a file into a part that outlives the page or the process, and goes on where an earlier try ended (RFC 9110, range
// requests). Written for fetch as Node and browsers have it; in a page another site's headers may be out of sight (CORS).
import { AppError } from '../../core/error/app-error.ts';
import type { LongCallOptions } from '../../core/long-call.ts';
import { chunksOf } from './chunks-of.ts';
import type { DownloadPart } from './download-part.ts';

export interface DownloadOptions extends LongCallOptions {
  maxBytes: number;
  /** Longest silence of the server. */
  stallMs?: number;
  /** What to do where it cannot be reached. */
  hints?: string[];
}

const STALL_MS = 60_000;

/**
 * Returns when `part` holds the whole file. What was there already is asked for no more, but from a server that cannot go on, or
 * has another version by now. Its content is not checked: a part of another file shows when the whole is.
 * Progress: stage `download`, bytes, those had before among them.
 * Throws AppError `model/unreachable` with what was reached kept, `model/too-large`; and as `signal` and `part` say.
 */
export async function resumeDownload(url: string, part: DownloadPart, options: DownloadOptions): Promise<void> {
  const { signal, onProgress, maxBytes, stallMs = STALL_MS } = options;
  const stall = new AbortController();
  let timer = setTimeout(() => stall.abort(), stallMs);
  const heard = () => {
    clearTimeout(timer);
    timer = setTimeout(() => stall.abort(), stallMs);
  };
  try {
    const response = await ask(url, part, signal ? AbortSignal.any([signal, stall.signal]) : stall.signal);
    if (response.status === 416 && wholeSize(response) === part.bytes) return void response.body?.cancel();
    const from = startOf(response, part);
    if (from === 0) await part.restart(validatorOf(response));
    const stated = response.headers.get('content-length');
    const total = stated === null ? 0 : from + Number(stated);
    if (total > maxBytes) throw tooLarge(url, maxBytes);
    for await (const chunk of response.body ? chunksOf(response.body) : []) {
      heard();
      if (part.bytes + chunk.length > maxBytes) throw tooLarge(url, maxBytes);
      await part.append(chunk);
      onProgress?.({ stage: 'download', done: part.bytes, total });
    }
    if (part.bytes < total) throw new Error(`the server ended after ${part.bytes} of ${total} bytes`);
  } catch (thrown) {
    signal?.throwIfAborted();
    const error = AppError.from(thrown);
    if (error.code !== 'internal/unexpected') throw error;
    throw new AppError(
      'model/unreachable',
      `${url} could not be downloaded: ${stall.signal.aborted ? `nothing came for ${stallMs / 1000} s` : reasonOf(thrown)}.`,
      {
        hints: options.hints ?? ['Give the same command again: it goes on where this one ended.'],
        details: { url },
        cause: thrown
      }
    );
  } finally {
    clearTimeout(timer);
    // What is not read to its end would keep the connection.
    stall.abort();
  }
}

/** Answers 200 with the whole, 206 with the rest, or 416. Throws where the server answers anything else, or nothing. */
async function ask(url: string, { bytes, validator }: DownloadPart, signal: AbortSignal): Promise<Response> {
  const get = async (headers: Record<string, string>): Promise<Response> => {
    const response = await fetch(url, {
      // Bytes as they are, so that their number is the one that is stated.
      headers: { 'Accept-Encoding': 'identity', ...headers },
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      signal
    });
    if (response.ok || response.status === 416) return response;
    throw new Error(`the server answered ${response.status}`);
  };
  if (bytes === 0) return get({});
  const range = { Range: `bytes=${bytes}-` };
  if (validator !== null) {
    const conditional = await get({ ...range, 'If-Range': validator }).catch(() => null);
    signal.throwIfAborted();
    if (conditional) return conditional;
    // Another site may refuse that header to a page, and allow the plain range.
  }
  return get(range);
}

/** Where the answer's bytes belong. A server that cannot go on sends all, one that goes on elsewhere nothing of use. */
function startOf(response: Response, part: DownloadPart): number {
  if (response.status === 416) throw new Error('the server has fewer bytes than were had before');
  if (response.status !== 206) return 0;
  const range = response.headers.get('content-range');
  if (range !== null && Number(/^bytes (\d+)-/.exec(range)?.[1]) !== part.bytes)
    throw new Error('the server went on at another byte');
  return part.bytes;
}

/** A weak ETag does not say that bytes are the same (RFC 9110, 8.8.1). */
function validatorOf({ headers }: Response): string | null {
  const tag = headers.get('etag');
  return tag !== null && !tag.startsWith('W/') ? tag : headers.get('last-modified');
}

const wholeSize = (response: Response): number =>
  Number(/^bytes \*\/(\d+)$/.exec(response.headers.get('content-range') ?? '')?.[1] ?? -1);

function tooLarge(url: string, maxBytes: number): AppError {
  return new AppError(
    'model/too-large',
    `${url} has more than ${maxBytes} bytes: it is none of the models that are known.`
  );
}

function reasonOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown);
  return thrown.cause instanceof Error ? `${thrown.message} (${thrown.cause.message})` : thrown.message;
}
