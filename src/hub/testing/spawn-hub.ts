// Starts and kills the process of a content node for tests.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';

export interface HubProcess {
  peerId: string;
  wsMultiaddr: string;
  gatewayUrl: string;
  /** Everything it has written to standard error. */
  errors: () => string;
  running: () => boolean;
  kill(signal: 'SIGKILL' | 'SIGTERM'): Promise<void>;
}

export async function spawnHub(dataDir: string, wsPort: number, httpPort: number): Promise<HubProcess> {
  const script = fileURLToPath(new URL('./hub-process.ts', import.meta.url));
  const child = spawn(process.execPath, [script, dataDir, String(wsPort), String(httpPort)], {
    stdio: ['ignore', 'pipe', 'pipe']
  });
  let errors = '';
  child.stderr.on('data', (text) => (errors += String(text)));
  const [line] = (await Promise.race([
    once(child.stdout, 'data'),
    once(child, 'exit').then(() => Promise.reject(new Error(errors)))
  ])) as [Buffer];
  return {
    ...(JSON.parse(line.toString()) as Pick<HubProcess, 'peerId' | 'wsMultiaddr' | 'gatewayUrl'>),
    errors: () => errors,
    running: () => child.exitCode === null && child.signalCode === null,
    kill: (signal) => kill(child, signal)
  };
}

async function kill(child: ChildProcess, signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill(signal);
  await exit;
}

/** A port nothing listens on at the moment. */
export async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
