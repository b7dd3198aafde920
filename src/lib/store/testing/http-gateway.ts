// Small HTTP servers that play trustless gateways, good and bad, for tests.
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface TestGateway {
  url: string;
  /** CIDs asked for, in order. */
  asked: string[];
  close(): Promise<void>;
}

/** What a gateway does with a request for a block. */
export type Behaviour = (cid: string, response: ServerResponse) => void;

export async function startTestGateway(behave: Behaviour): Promise<TestGateway> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const cid = /^\/ipfs\/([^?]+)/.exec(request.url ?? '')?.[1];
    if (cid === undefined) return void response.writeHead(404).end();
    asked.push(cid);
    behave(cid, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  };
}
