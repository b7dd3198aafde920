// How an always-on node introduces itself over HTTP: `<gateway>/assay/info.json`.
import * as v from 'valibot';
import { AppError } from '../core/error/app-error.ts';

export const NODE_INFO_PATH = '/assay/info.json';
const MAX_BYTES = 64 * 1024;
const TIMEOUT_MS = 5_000;

const NodeInfoSchema = v.object({
  peerId: v.pipe(v.string(), v.regex(/^[1-9A-HJ-NP-Za-km-z]{40,64}$/)),
  /** Where it can be dialled, each ending in /p2p/<peerId>. */
  multiaddrs: v.pipe(v.array(v.pipe(v.string(), v.startsWith('/'), v.maxLength(512))), v.minLength(1), v.maxLength(32)),
  /** The URL of its own trustless gateway. */
  gateway: v.pipe(v.string(), v.url(), v.maxLength(512)),
  version: v.pipe(v.string(), v.maxLength(64))
});

export type NodeInfo = v.InferOutput<typeof NodeInfoSchema>;

/** A node's introduction, or null when `value` is not one. */
export function parseNodeInfo(value: unknown): NodeInfo | null {
  const parsed = v.safeParse(NodeInfoSchema, value);
  return parsed.success ? parsed.output : null;
}

/** Asks a node who it is. Throws AppError `store/node-unreachable`. */
export async function fetchNodeInfo(gatewayUrl: string, signal?: AbortSignal): Promise<NodeInfo> {
  try {
    const limit = AbortSignal.timeout(TIMEOUT_MS);
    const response = await fetch(new URL(NODE_INFO_PATH, gatewayUrl), {
      signal: signal ? AbortSignal.any([signal, limit]) : limit,
      cache: 'no-store',
      credentials: 'omit'
    });
    const text = response.ok ? await response.text() : '';
    const info = text.length > 0 && text.length <= MAX_BYTES ? parseNodeInfo(JSON.parse(text)) : null;
    if (info !== null) return info;
    throw new Error(`The answer (status ${response.status}) is not an introduction.`);
  } catch (cause) {
    signal?.throwIfAborted();
    throw new AppError('store/node-unreachable', `The IPFS node at ${gatewayUrl} does not answer.`, {
      hints: [
        'Start it (`npm start`), or name another node in the settings.',
        'It answers its own page alone; for another page start it with --allow-origin and the address of the page.'
      ],
      details: { gatewayUrl },
      cause
    });
  }
}
