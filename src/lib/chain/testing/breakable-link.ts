// A wire to a local chain that a test can cut and repair: plain TCP, so the client's own reconnection is what runs.
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

export interface BreakableLink {
  /** WebSocket address of this end. */
  url: string;
  /** Breaks what is connected; nothing connects until `repair`. */
  cut(): void;
  /** @param port where the chain listens now, when that changed. */
  repair(port?: number): void;
  stop(): Promise<void>;
}

export async function startBreakableLink(port: number): Promise<BreakableLink> {
  let target = port;
  let isCut = false;
  const open = new Set<Socket>();
  const server = createServer((near) => {
    if (isCut) return void near.destroy();
    const far = connect(target, '127.0.0.1');
    for (const [one, other] of [
      [near, far],
      [far, near]
    ] as const) {
      open.add(one);
      one.pipe(other);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        open.delete(one);
        other.destroy();
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const destroyAll = () => open.forEach((socket) => socket.destroy());
  return {
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut() {
      isCut = true;
      destroyAll();
    },
    repair(newPort = target) {
      target = newPort;
      isCut = false;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        destroyAll();
      })
  };
}
