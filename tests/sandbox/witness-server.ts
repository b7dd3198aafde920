// A server on this machine that strangers' programs are told of: nothing of theirs may reach it.
import { createServer, type Server } from 'node:net';
import type { AddressInfo } from 'node:net';

export class WitnessServer {
  /** First bytes of each connection. */
  readonly heard: string[] = [];
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async start(): Promise<WitnessServer> {
    const server = createServer();
    const witness = new WitnessServer(server);
    server.on('connection', (socket) => {
      const at = witness.heard.push('') - 1;
      socket.on('error', () => {});
      socket.once('data', (bytes) => {
        witness.heard[at] = bytes.toString('latin1').split('\r\n')[0]!;
        socket.end('HTTP/1.1 200 OK\r\naccess-control-allow-origin: *\r\ncontent-length: 2\r\n\r\nhi');
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return witness;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}/`;
  }

  stop(): Promise<void> {
    return new Promise((resolve) => void this.#server.close(() => resolve()));
  }
}
