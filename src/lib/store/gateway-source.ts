// Raw blocks from a trustless HTTP gateway (specs.ipfs.tech/http-gateways/trustless-gateway).
import { joinBytes } from '../core/encoding/join-bytes.ts';
import type { CID } from 'multiformats/cid';
import { BlockAbsentError, SearchTimeoutError, type BlockSource } from './block-source.ts';
import { STORE_LIMITS } from './store-limits.ts';

/** Of the gateway's statuses those that are about the CID; the rest say that the gateway, or the way to it, has a fault. */
const ABSENT = new Set([400, 404, 410, 451]);
const STILL_LOOKING = 504;
/** An empty block inside its own CID: "Dedicated Probe Paths" of the specification. */
export const PROBE_CID = 'bafkqaaa';

/** @param stallMs longest silence before giving up: while connecting, and between two pieces of the body. */
export function gatewaySource(gatewayUrl: string, stallMs: number = STORE_LIMITS.gatewayStallMs): BlockSource {
  return {
    name: gatewayUrl,
    async get(cid, signal) {
      const watch = new StallWatch(stallMs);
      let hasAnswered = false;
      try {
        const response = await ask(gatewayUrl, cid, AbortSignal.any([signal, watch.signal]));
        hasAnswered = true;
        if (!response.ok) throw refusal(response.status);
        return await readBounded(response, watch);
      } catch (error) {
        if (!watch.signal.aborted && !signal.aborted) throw error;
        const problem = watch.signal.aborted ? 'stalled' : 'did not have it in time';
        throw hasAnswered ? new Error(problem) : new SearchTimeoutError(problem);
      } finally {
        watch.stop();
      }
    },
    async isUp(signal) {
      const watch = new StallWatch(stallMs);
      try {
        const limits = signal ? [signal, watch.signal] : [watch.signal];
        const response = await ask(gatewayUrl, PROBE_CID, AbortSignal.any(limits));
        return response.ok && (await readBounded(response, watch)).length === 0;
      } catch {
        return false;
      } finally {
        watch.stop();
      }
    }
  };
}

function ask(gatewayUrl: string, cid: CID | string, signal: AbortSignal): Promise<Response> {
  return fetch(`${gatewayUrl.replace(/\/$/, '')}/ipfs/${cid}?format=raw`, {
    signal,
    headers: { accept: 'application/vnd.ipld.raw' },
    credentials: 'omit',
    referrerPolicy: 'no-referrer'
  });
}

function refusal(status: number): Error {
  const problem = `answered ${status}`;
  if (ABSENT.has(status)) return new BlockAbsentError(problem);
  return status === STILL_LOOKING ? new SearchTimeoutError(problem) : new Error(problem);
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
      // Whoever holds so much under this CID holds no block, and a submitter must not be able to make that an outage.
      throw new BlockAbsentError('sent more than a block may have');
    }
    parts.push(next.value);
  }
  return joinBytes(parts);
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
