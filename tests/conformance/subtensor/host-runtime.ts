// A process of its own: runs a subtensor runtime under @acala-network/chopsticks-core, from a raw chain spec, and serves
// its JSON-RPC over a WebSocket. Each transaction makes a block. Arguments: folder of the package, spec, code or "-".
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { WebSocketServer } from 'ws';
import { bakeGenesis, type RawSpec } from './bake-genesis.ts';

type Handler = (context: object, params: unknown[], subscriptions: object) => Promise<unknown>;
interface Chopsticks {
  setup(options: object): Promise<{ newBlock(): Promise<unknown> }>;
  GenesisProvider: new (spec: object) => object;
  BuildBlockMode: { Instant: string };
  allHandlers: Record<string, Handler>;
  defaultLogger: { level: string };
}

const [folder, specFile, codeFile] = process.argv.slice(2) as [string, string, string];
const entry = join(folder, 'node_modules', '@acala-network', 'chopsticks-core', 'dist', 'esm', 'index.js');
const chopsticks = (await import(pathToFileURL(entry).href)) as Chopsticks;
chopsticks.defaultLogger.level = 'silent';

const spec = JSON.parse(readFileSync(specFile, 'utf8')) as RawSpec;
const code = codeFile === '-' ? undefined : readCode(codeFile);
const chain = await chopsticks.setup({
  genesis: new chopsticks.GenesisProvider(bakeGenesis(spec, code)),
  mockSignatureHost: true,
  allowUnresolvedImports: true,
  buildBlockMode: chopsticks.BuildBlockMode.Instant
});

const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
server.on('connection', (socket) => {
  const cancels = new Map<string, () => void>();
  const send = (message: object) => socket.send(JSON.stringify({ jsonrpc: '2.0', ...message }));
  const subscriptions = {
    subscribe: (method: string, subscription: string, onCancel: () => void = () => {}) => {
      cancels.set(subscription, onCancel);
      return (result: unknown) => setTimeout(() => send({ method, params: { subscription, result } }), 0);
    },
    unsubscribe: (subscription: string) => {
      cancels.get(subscription)?.();
      cancels.delete(subscription);
    }
  };
  socket.on('message', (data) => {
    const {
      id,
      method,
      params = []
    } = JSON.parse(data.toString()) as { id: number; method: string; params?: unknown[] };
    const handler = chopsticks.allHandlers[method];
    const answer = handler
      ? handler({ chain }, params, subscriptions)
      : Promise.reject(Object.assign(new Error(`Method not found: ${method}`), { code: -32601 }));
    answer.then(
      (result) => send({ id, result: result ?? null }),
      (error: { code?: number; message: string }) =>
        send({ id, error: { code: error.code ?? -32603, message: error.message } })
    );
  });
  socket.on('close', () => cancels.forEach((cancel) => cancel()));
});
server.on('listening', () => console.log(`ready ws://127.0.0.1:${(server.address() as AddressInfo).port}`));

/** Code as raw WebAssembly (also compressed) or as its hex. */
function readCode(file: string): string {
  const bytes = readFileSync(file);
  const text = bytes.toString('latin1').trim();
  return /^(0x)?[0-9a-f]+$/i.test(text) ? `0x${text.replace(/^0x/, '')}` : `0x${bytes.toString('hex')}`;
}
