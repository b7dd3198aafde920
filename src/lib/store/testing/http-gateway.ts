// Small HTTP servers that play trustless gateways, good and bad, for tests.
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PROBE_CID } from '../gateway-source.ts';
import { NODE_INFO_PATH } from '../node-info.ts';

export interface TestGateway {
  url: string;
  /** CIDs asked for, in order. */
  asked: string[];
  close(): Promise<void>;
}

/** What a gateway does with a request for a block. */
export type Behaviour = (cid: string, response: ServerResponse) => void;

/**
 * @param info the node it introduces itself as, under its own address.
 * @param answersProbe as gateways do that look for content elsewhere.
 */
export async function startTestGateway(
  behave: Behaviour,
  info?: { peerId: string; multiaddrs: string[] },
  { answersProbe = false } = {}
): Promise<TestGateway> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    if (info !== undefined && request.url === NODE_INFO_PATH)
      return void response.end(JSON.stringify({ ...info, gateway: 'http://127.0.0.1:1', version: 'test' }));
    const cid = /^\/ipfs\/([^?]+)/.exec(request.url ?? '')?.[1];
    if (cid === undefined) return void response.writeHead(404).end();
    if (cid === PROBE_CID) return void response.writeHead(answersProbe ? 200 : 404).end();
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
