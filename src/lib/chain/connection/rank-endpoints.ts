// Which of a network's nodes to talk to: all are asked at once, those of another chain and those that lag are left out.
import { AppError } from '../../core/error/app-error.ts';

export interface RankedEndpoint {
  url: string;
  bestBlock: number;
  answeredAfterMs: number;
}

const TIMEOUT_MS = 8_000;
/** After the first good answer the others have this long to be ranked too. */
const GRACE_MS = 400;
/** A node may be that far behind the best one. */
const LAG_BLOCKS = 3;

/**
 * Good nodes, the fastest first.
 * @param genesisHash null: any chain.
 * @throws AppError `chain/wrong-network` when all that answer are of another chain, `chain/unreachable` when none does.
 */
export async function rankEndpoints(
  urls: readonly string[],
  genesisHash: string | null,
  { signal, timeoutMs = TIMEOUT_MS }: { signal?: AbortSignal; timeoutMs?: number } = {}
): Promise<RankedEndpoint[]> {
  const good: RankedEndpoint[] = [];
  const foreign: string[] = [];
  const stop = new AbortController();
  const limit = AbortSignal.any([stop.signal, ...(signal ? [signal] : [])]);
  let graceTimer: ReturnType<typeof setTimeout> | undefined;
  const probes = urls.map(async (url) => {
    const startedAt = performance.now();
    const { genesis, bestBlock } = await probe(url, limit);
    if (genesisHash !== null && genesis !== genesisHash) return void foreign.push(url);
    good.push({ url, bestBlock, answeredAfterMs: performance.now() - startedAt });
    graceTimer ??= setTimeout(() => stop.abort(), GRACE_MS);
  });
  const timer = setTimeout(() => stop.abort(), timeoutMs);
  await Promise.allSettled(probes);
  clearTimeout(timer);
  clearTimeout(graceTimer);
  signal?.throwIfAborted();
  if (good.length === 0) throw foreign.length > 0 ? allForeign(foreign, genesisHash) : noneAnswers(urls);
  const newest = Math.max(...good.map(({ bestBlock }) => bestBlock));
  return good.filter(({ bestBlock }) => bestBlock >= newest - LAG_BLOCKS);
}

async function probe(url: string, signal: AbortSignal): Promise<{ genesis: string; bestBlock: number }> {
  signal.throwIfAborted();
  const socket = new WebSocket(url);
  const end = () => socket.close();
  signal.addEventListener('abort', end, { once: true });
  try {
    const [genesis, header] = await new Promise<[string, { number: string }]>((resolve, reject) => {
      const answers = new Map<number, unknown>();
      socket.onopen = () => {
        socket.send(JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'chain_getBlockHash', params: [0] }));
        socket.send(JSON.stringify({ jsonrpc: '2.0', id: 2, method: 'chain_getHeader', params: [] }));
      };
      socket.onmessage = ({ data }) => {
        const { id, result } = JSON.parse(String(data)) as { id: number; result: unknown };
        answers.set(id, result);
        if (answers.size === 2) resolve([answers.get(1) as string, answers.get(2) as { number: string }]);
      };
      socket.onerror = () => reject(new Error(`${url} cannot be reached.`));
      socket.onclose = () => reject(new Error(`${url} closed the connection.`));
    });
    return { genesis, bestBlock: Number(header.number) };
  } finally {
    signal.removeEventListener('abort', end);
    end();
  }
}

function allForeign(urls: string[], expected: string | null): AppError {
  return new AppError('chain/wrong-network', `The chain at ${urls.join(', ')} is another one than expected.`, {
    hints: ['Check the address, or choose another network.'],
    details: { expected }
  });
}

function noneAnswers(urls: readonly string[]): AppError {
  return new AppError('chain/unreachable', `No chain answers at ${urls.join(', ')}.`, {
    hints: ['Start the local chain with "npm start", or check the address and your connection, then try again.'],
    details: { urls: [...urls] }
  });
}
