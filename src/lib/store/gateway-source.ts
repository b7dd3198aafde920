// Raw blocks from a trustless HTTP gateway (specs.ipfs.tech/http-gateways/trustless-gateway).
import type { CID } from 'multiformats/cid';
import type { BlockSource } from './block-source.ts';
import { STORE_LIMITS } from './store-limits.ts';

/** @param stallMs longest silence before giving up: while connecting, and between two pieces of the body. */
export function gatewaySource(gatewayUrl: string, stallMs: number = STORE_LIMITS.gatewayStallMs): BlockSource {
  return {
    name: gatewayUrl,
    async get(cid, signal) {
      const watch = new StallWatch(stallMs);
      try {
        const response = await fetch(blockUrl(gatewayUrl, cid), {
          signal: AbortSignal.any([signal, watch.signal]),
          headers: { accept: 'application/vnd.ipld.raw' },
          credentials: 'omit',
          referrerPolicy: 'no-referrer'
        });
        if (!response.ok) throw new Error(`answered ${response.status}`);
        return await readBounded(response, watch);
      } catch (error) {
        throw watch.signal.aborted ? new Error('stalled') : error;
      } finally {
        watch.stop();
      }
    }
  };
}

function blockUrl(gatewayUrl: string, cid: CID): string {
  return `${gatewayUrl.replace(/\/$/, '')}/ipfs/${cid}?format=raw`;
}

/** The body, counted as it arrives: a length header may lie. */
async function readBounded(response: Response, watch: StallWatch): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  const reader = response.body?.getReader();
  for (let next = await reader?.read(); next !== undefined && !next.done; next = await reader?.read()) {
    watch.restart();
    size += next.value.length;
    if (size > STORE_LIMITS.maxBlockBytes) {
      await reader?.cancel();
      throw new Error('sent more than a block may have');
    }
    parts.push(next.value);
  }
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** Aborts when nothing has happened for a while. */
class StallWatch {
  private readonly controller = new AbortController();
  private readonly ms: number;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(ms: number) {
    this.ms = ms;
    this.restart();
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  restart(): void {
    this.stop();
    this.timer = setTimeout(() => this.controller.abort(), this.ms);
  }

  stop(): void {
    clearTimeout(this.timer);
  }
}
