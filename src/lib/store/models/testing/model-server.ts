// A web server with one file on it, which can break off, lack ranges, change its file, or keep other sites' pages out.
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ModelServer {
  url: string;
  /** What was asked, in order. */
  asked: { range: string | undefined; ifRange: string | undefined }[];
  bytes: Uint8Array;
  /** Sends so many bytes of an answer, and nothing more. */
  stopsAfter: number;
  hasRanges: boolean;
  etag: string | null;
  /** `plain`: pages of other sites may read, without a question before; `asked`: they may send If-Range and see headers. */
  cors: 'none' | 'plain' | 'asked';
  close(): Promise<void>;
}

export async function startModelServer(bytes: Uint8Array): Promise<ModelServer> {
  let server: Server | null = null;
  const state: ModelServer = {
    url: '',
    asked: [],
    bytes,
    stopsAfter: Infinity,
    hasRanges: true,
    etag: '"first"',
    cors: 'asked',
    async close() {
      server!.closeAllConnections();
      await new Promise((resolve) => server!.close(resolve));
    }
  };
  server = createServer((request, response) => {
    if (request.method === 'OPTIONS')
      return void response.writeHead(state.cors === 'asked' ? 204 : 403, corsOf(state)).end();
    const range = request.headers.range;
    const ifRange = request.headers['if-range'] as string | undefined;
    state.asked.push({ range, ifRange });
    const from = firstByte(request, state);
    const rest = state.bytes.subarray(from);
    response.writeHead(from > 0 ? 206 : 200, {
      ...corsOf(state),
      'content-length': rest.length,
      ...(state.etag && { etag: state.etag }),
      ...(from > 0 && { 'content-range': `bytes ${from}-${state.bytes.length - 1}/${state.bytes.length}` })
    });
    if (rest.length <= state.stopsAfter) return void response.end(rest);
    response.write(rest.subarray(0, state.stopsAfter));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  state.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/tiny.gguf`;
  return state;
}

function corsOf({ cors }: ModelServer): Record<string, string> {
  if (cors === 'none') return {};
  const plain = { 'access-control-allow-origin': '*' };
  if (cors === 'plain') return plain;
  return {
    ...plain,
    'access-control-allow-headers': 'range, if-range',
    'access-control-expose-headers': 'etag, content-range'
  };
}

function firstByte({ headers }: IncomingMessage, { hasRanges, etag }: ModelServer): number {
  if (!hasRanges || headers.range === undefined) return 0;
  if (headers['if-range'] !== undefined && headers['if-range'] !== etag) return 0;
  return Number(/\d+/.exec(headers.range)![0]);
}
