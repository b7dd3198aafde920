// A trustless HTTP gateway over the blocks this node holds (specs.ipfs.tech/http-gateways/trustless-gateway): raw blocks and
// CARs, and plain files by path as a convenience. It never fetches on a visitor's behalf.
import { unixfs } from '@helia/unixfs';
import type { Blockstore } from 'interface-blockstore';
import type { CID } from 'multiformats/cid';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { BrowserAccess } from '#lib/core/access/browser-access.ts';
import { parseCid } from '#lib/store/parse-cid.ts';
import { safeFolderPath } from '#lib/store/safe-folder-path.ts';
import { NODE_INFO_PATH, type NodeInfo } from '#lib/store/node-info.ts';
import { readUnixFsFile } from '#lib/store/read-unixfs-file.ts';
import { collect } from '#lib/store/collect.ts';
import { carOf } from '#lib/store/car-of.ts';
import { inlineBytes } from '#lib/store/inline-bytes.ts';
import { HUB_LIMITS } from './hub-limits.ts';

const METHODS = 'GET, HEAD, OPTIONS';
const COMMON_HEADERS = {
  vary: 'origin',
  'access-control-allow-methods': METHODS,
  'access-control-allow-headers': 'accept, range, if-none-match',
  'access-control-expose-headers': 'content-length, content-type, etag, x-ipfs-path',
  'access-control-max-age': '86400',
  'cross-origin-resource-policy': 'cross-origin',
  'x-content-type-options': 'nosniff',
  // Nothing served here may run as a page of this origin.
  'content-security-policy': "default-src 'none'; sandbox"
};
const IMMUTABLE = 'public, max-age=29030400, immutable';
const MAX_URL_LENGTH = 4096;
/** For a request to arrive whole. */
const HEADERS_MS = 10_000;
/** How long an answer may be worked on without a byte of it going out. */
const MOST_WITHOUT_BYTES_MS = 20_000;
/** How long a visitor may take none of what is ready for it. */
const MOST_UNREAD_MS = 60_000;
const BLOCKS_AT_A_STRETCH = 32;

/** The answer to a request that cannot be served. */
class HttpProblem extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

export interface GatewayParts {
  local: Blockstore;
  info: () => NodeInfo;
  /** Which web pages are answered. */
  access: BrowserAccess;
}

export function createGateway(parts: GatewayParts): Server {
  const limits = {
    headersTimeout: HEADERS_MS,
    requestTimeout: HEADERS_MS,
    connectionsCheckingInterval: HEADERS_MS / 2
  };
  const server = createServer(limits, (request, response) => {
    serve(request, response, parts).catch((error: unknown) => fail(response, error));
  });
  // The time for headers begins with their first byte.
  server.on('connection', (socket) => {
    const impatience = setTimeout(() => socket.bytesRead === 0 && socket.destroy(), HEADERS_MS);
    socket.once('close', () => clearTimeout(impatience));
  });
  return server;
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  { local, info, access }: GatewayParts
): Promise<void> {
  for (const [name, value] of Object.entries(COMMON_HEADERS)) response.setHeader(name, value);
  if (!access.mayAsk(request.headers))
    throw new HttpProblem(403, 'This page may not use this node. Whoever runs it can let it in with --allow-origin.');
  const origin = access.corsOrigin(request.headers);
  if (origin !== null) response.setHeader('access-control-allow-origin', origin);
  if (request.method === 'OPTIONS') return void response.writeHead(204).end();
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.setHeader('allow', METHODS);
    throw new HttpProblem(405, 'Only GET, HEAD and OPTIONS are answered.');
  }
  const url = parseUrl(request.url ?? '');
  if (url.pathname === NODE_INFO_PATH)
    return send(request, response, new TextEncoder().encode(JSON.stringify(info())), {
      'content-type': 'application/json',
      'cache-control': 'no-store'
    });
  const match = /^\/ipfs\/([^/]+)(?:\/(.*))?$/.exec(url.pathname);
  if (match === null) throw new HttpProblem(404, 'Ask for /ipfs/CID.');
  const cid = cidOf(match[1]!);
  await serveContent(request, response, local, {
    cid,
    path: decodePath(match[2] ?? ''),
    format: formatOf(url, request)
  });
}

interface Wanted {
  cid: CID;
  path: string;
  format: 'raw' | 'car' | 'file';
}

async function serveContent(
  request: IncomingMessage,
  response: ServerResponse,
  local: Blockstore,
  { cid, path, format }: Wanted
): Promise<void> {
  if (format !== 'file' && path !== '')
    throw new HttpProblem(400, 'Blocks and CARs are asked for by CID, without a path.');
  if (!(await local.has(cid))) throw new HttpProblem(404, 'This node does not hold it.');
  const etag = `"${cid}${path === '' ? '' : `/${encodeURIComponent(path)}`}.${format}"`;
  const cache = { etag, 'cache-control': IMMUTABLE };
  if (request.headers['if-none-match']?.includes(etag)) return void response.writeHead(304, cache).end();
  const read = readerFor(response, local);
  if (format === 'raw')
    return send(request, response, await read(cid), {
      ...cache,
      'content-type': 'application/vnd.ipld.raw',
      'content-disposition': `attachment; filename="${cid}.bin"`
    });
  if (format === 'file') return sendFile(request, response, { local, read }, cid, path, cache);
  const headers = {
    ...cache,
    'content-type': 'application/vnd.ipld.car; version=1; order=dfs; dups=n',
    'content-disposition': `attachment; filename="${cid}.car"`
  };
  await read(cid);
  response.writeHead(200, headers);
  if (request.method === 'HEAD') return void response.end();
  await pour(response, carOf(cid, read));
}

/**
 * Blocks for one visitor: no more of them than a pin may have, none once the visitor has left, and others are served between
 * them. A block that is not here (any more) ends the answer.
 */
function readerFor(response: ServerResponse, local: Blockstore): (cid: CID) => Promise<Uint8Array> {
  let blocks = 0;
  let waitingMs = performance.now();
  let written = 0;
  return async (cid) => {
    if (response.destroyed) throw new HttpProblem(499, 'The visitor has left.');
    const { bytesWritten = 0 } = response.socket ?? {};
    if (bytesWritten > written) {
      written = bytesWritten;
      waitingMs = performance.now();
    }
    if (++blocks > HUB_LIMITS.maxDagBlocks || performance.now() - waitingMs > MOST_WITHOUT_BYTES_MS)
      throw new HttpProblem(503, 'Reading this file takes more blocks than it is worth.');
    if (blocks % BLOCKS_AT_A_STRETCH === 0) await new Promise((resolve) => setImmediate(resolve));
    const inline = inlineBytes(cid);
    if (inline !== null) return inline;
    try {
      return await collect(local.get(cid));
    } catch (error) {
      if (error instanceof Error && error.name === 'NotFoundError')
        throw new HttpProblem(404, 'This node does not hold it.');
      throw error;
    }
  };
}

async function sendFile(
  request: IncomingMessage,
  response: ServerResponse,
  { local, read }: { local: Blockstore; read: (cid: CID) => Promise<Uint8Array> },
  cid: CID,
  path: string,
  cache: Record<string, string>
): Promise<void> {
  const fs = unixfs({ blockstore: local });
  const options = { offline: true, path: path === '' ? undefined : path };
  const stat = await fs.stat(cid, options).catch((): never => {
    throw new HttpProblem(404, 'There is no such file.');
  });
  if (stat.type === 'directory') throw new HttpProblem(406, 'This is a folder: ask for it with ?format=car.');
  response.writeHead(200, {
    ...cache,
    'content-type': 'application/octet-stream',
    'content-length': String(stat.size),
    'content-disposition': 'attachment'
  });
  if (request.method === 'HEAD') return void response.end();
  await pour(response, readUnixFsFile(stat.cid, read, 2));
}

function send(
  request: IncomingMessage,
  response: ServerResponse,
  bytes: Uint8Array,
  headers: Record<string, string>
): void {
  response.writeHead(200, { ...headers, 'content-length': String(bytes.length) });
  response.end(request.method === 'HEAD' ? undefined : bytes);
}

/** Streams with backpressure; stops reading when the visitor is gone, or takes nothing any more. */
async function pour(response: ServerResponse, source: AsyncIterable<Uint8Array>): Promise<void> {
  for await (const piece of source) {
    if (response.destroyed) return;
    if (response.write(piece)) continue;
    const impatience = setTimeout(() => response.destroy(), MOST_UNREAD_MS);
    await writable(response);
    clearTimeout(impatience);
  }
  response.end();
}

function writable(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      response.off('drain', done);
      response.off('close', done);
      resolve();
    };
    response.on('drain', done);
    response.on('close', done);
  });
}

function parseUrl(target: string): URL {
  if (target.length > MAX_URL_LENGTH) throw new HttpProblem(414, 'The URL is too long.');
  // Parsed as a path: a target such as //evil or ../ must neither change the host nor climb.
  if (!target.startsWith('/') || /(?:^|[/\\])(?:\.|%2e){1,2}(?:[/\\?]|%2f|%5c|$)/i.test(target.split('?')[0]!))
    throw new HttpProblem(400, 'The path is not a plain one.');
  try {
    return new URL(`http://gateway${target}`);
  } catch {
    throw new HttpProblem(400, 'The URL cannot be read.');
  }
}

function decodePath(encoded: string): string {
  if (encoded === '') return '';
  try {
    return safeFolderPath(decodeURIComponent(encoded));
  } catch {
    throw new HttpProblem(400, 'The path is not one a folder may hold.');
  }
}

function cidOf(text: string): CID {
  try {
    return parseCid(decodeURIComponent(text));
  } catch {
    throw new HttpProblem(400, 'This is not a CID that can be served.');
  }
}

function formatOf(url: URL, request: IncomingMessage): Wanted['format'] {
  const format = url.searchParams.get('format');
  const accept = request.headers.accept ?? '';
  if (format === 'raw' || (format === null && accept.includes('application/vnd.ipld.raw'))) return 'raw';
  if (format === 'car' || (format === null && accept.includes('application/vnd.ipld.car'))) return 'car';
  if (format === null) return 'file';
  throw new HttpProblem(400, 'Known formats are raw and car.');
}

function fail(response: ServerResponse, error: unknown): void {
  if (response.headersSent) return void response.destroy();
  const problem = error instanceof HttpProblem ? error : new HttpProblem(500, 'The node could not answer.');
  response.writeHead(problem.status, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' });
  response.end(`${problem.message}\n`);
}
