// Downloads a file into a part that outlives the process, and goes on where an earlier try ended (RFC 9110, range requests).
import { open, stat } from 'node:fs/promises';
import { AppError } from '../../core/error/app-error.ts';
import type { LongCallOptions } from '../../core/long-call.ts';

export interface DownloadOptions extends LongCallOptions {
  maxBytes: number;
  /** Longest silence of the server. */
  stallMs?: number;
}

const STALL_MS = 60_000;

/**
 * Returns when `part` holds the whole file. What was there already is asked for no more, but from a server that cannot go on. Its
 * content is not checked: a part of another file shows when the whole is.
 * Throws AppError `model/unreachable` with what was reached kept, `model/too-large`; and as `signal` says.
 */
export async function resumeDownload(url: string, part: string, options: DownloadOptions): Promise<void> {
  const { signal, onProgress, maxBytes, stallMs = STALL_MS } = options;
  const have = await sizeOf(part);
  const stall = new AbortController();
  let timer = setTimeout(() => stall.abort(), stallMs);
  const heard = () => {
    clearTimeout(timer);
    timer = setTimeout(() => stall.abort(), stallMs);
  };
  try {
    const response = await fetch(url, {
      // Bytes as they are, so that their number is the one that is stated.
      headers: { 'Accept-Encoding': 'identity', ...(have > 0 && { Range: `bytes=${have}-` }) },
      signal: signal ? AbortSignal.any([signal, stall.signal]) : stall.signal
    });
    if (response.status === 416 && wholeSize(response) === have) return void response.body?.cancel();
    if (!response.ok && response.status !== 416) throw new Error(`the server answered ${response.status}`);
    const from = startOf(response, have);
    const stated = response.headers.get('content-length');
    const total = stated === null ? 0 : from + Number(stated);
    if (total > maxBytes) throw tooLarge(url, maxBytes);
    const file = await open(part, from > 0 ? 'r+' : 'w');
    try {
      let done = from;
      for await (const chunk of response.body ?? []) {
        heard();
        if (done + chunk.length > maxBytes) throw tooLarge(url, maxBytes);
        await file.write(chunk, 0, chunk.length, done);
        done += chunk.length;
        onProgress?.({ stage: 'download', done, total });
      }
      if (done < total) throw new Error(`the server ended after ${done} of ${total} bytes`);
      await file.truncate(done);
    } finally {
      await file.close();
    }
  } catch (thrown) {
    signal?.throwIfAborted();
    const error = AppError.from(thrown);
    if (error.code !== 'internal/unexpected') throw error;
    throw new AppError(
      'model/unreachable',
      `${url} could not be downloaded: ${stall.signal.aborted ? `nothing came for ${stallMs / 1000} s` : reasonOf(thrown)}.`,
      {
        hints: ['Give the same command again: it goes on where this one ended.'],
        details: { url },
        cause: thrown
      }
    );
  } finally {
    clearTimeout(timer);
  }
}

async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return 0;
    throw thrown;
  }
}

/** Where the answer's bytes belong. A server that cannot go on, or goes on elsewhere, sends all or nothing of use. */
function startOf(response: Response, have: number): number {
  if (response.status === 416) throw new Error('the server has fewer bytes than were had before');
  if (response.status !== 206) return 0;
  const start = /^bytes (\d+)-/.exec(response.headers.get('content-range') ?? '')?.[1];
  if (Number(start) !== have) throw new Error('the server went on at another byte');
  return have;
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
