// Serves the built page with the headers that make threads possible and keep everything else out.
import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sirv from 'sirv';
import type { BrowserAccess } from '#lib/core/access/browser-access.ts';
import { urlHost } from '#lib/core/access/host-names.ts';
import { AppError } from '#lib/core/error/app-error.ts';
import { referenceFolder } from '#lib/score/reference-from-disk.ts';

/** Where the page looks for the reference model's files. */
const REFERENCE_PATH = '/reference/';
const BUILD_FOLDER = fileURLToPath(new URL('../../build', import.meta.url));

const HEADERS = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Content-Security-Policy': "frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer'
};

/** Programs of strangers run in this one document: only our own page may frame it, and opened otherwise it is nobody's origin. */
const SANDBOX_FRAME = '/sandbox/frame.html';
const SANDBOX_HEADERS = {
  'Content-Security-Policy': "sandbox allow-scripts; frame-ancestors 'self'",
  // To Firefox a frame of an opaque origin is another site's.
  'Cross-Origin-Resource-Policy': 'cross-origin'
};

/** Where the page finds its chain and content node, and what only our own page is told. */
export interface ServedConfig {
  chainUrl: string;
  gatewayUrl: string;
  devToken: string | null;
}

const FOREIGN_NAME =
  'This page is not served under that name. Whoever runs it can let the name in: npm start -- --allow-origin http://NAME:PORT\n';

/** @throws AppError `page/not-built`, `page/port-in-use`. Port 0 picks a free one. */
export async function servePage(options: {
  host: string;
  port: number;
  config: ServedConfig;
  /** Of chain and content node: the page is let in. */
  access: BrowserAccess;
  /** Of the built page; default: this project's. */
  folder?: string;
}): Promise<{ url: string; stop(): Promise<void> }> {
  const { folder = BUILD_FOLDER, access } = options;
  if (!existsSync(join(folder, 'index.html')))
    throw new AppError('page/not-built', 'The page is not built yet.', {
      hints: ['Run "npm start", which builds it.']
    });
  const serve = (of: string) =>
    sirv(of, {
      etag: true,
      setHeaders: (response, path) =>
        response.setHeader(
          'Cache-Control',
          path.includes('/immutable/') ? 'public, max-age=31536000, immutable' : 'no-cache'
        )
    });
  const [files, reference] = [serve(folder), serve(referenceFolder())];
  const { chainUrl, gatewayUrl, devToken } = options.config;
  const configFor = (host: string) =>
    JSON.stringify({ chainUrl: reachable(chainUrl, host), gatewayUrl: reachable(gatewayUrl, host), devToken });
  const server = createServer((request, response) => {
    const isFrame = request.url?.split('?')[0] === SANDBOX_FRAME;
    for (const [name, value] of Object.entries(isFrame ? { ...HEADERS, ...SANDBOX_HEADERS } : HEADERS))
      response.setHeader(name, value);
    // A name that others point at this machine would make their page one of this origin.
    if (!access.isOwnName(request.headers.host))
      return void response.writeHead(403, { 'Content-Type': 'text/plain' }).end(FOREIGN_NAME);
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return void response.writeHead(405, { Allow: 'GET, HEAD' }).end();
    if (request.url === '/assay-config.json')
      return void response
        .writeHead(200, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' })
        .end(configFor(request.headers.host ?? ''));
    const notFound = () => void response.writeHead(404, { 'Content-Type': 'text/plain' }).end('Not found');
    if (!request.url?.startsWith(REFERENCE_PATH)) return files(request, response, notFound);
    // The model that the command scores with.
    request.url = request.url.slice(REFERENCE_PATH.length - 1);
    reference(request, response, notFound);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE'
          ? new AppError('page/port-in-use', `Port ${options.port} is in use.`, { details: { port: options.port } })
          : error
      )
    );
    server.listen(options.port, options.host, resolve);
  });
  const { port } = server.address() as { port: number };
  access.pagePort = port;
  const { host } = options;
  return {
    url: `http://${urlHost(host)}:${port}/`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      })
  };
}

/** An address that stands for all of this machine's (0.0.0.0, ::) leads nowhere from elsewhere: the one the page was found by does. */
function reachable(url: string, pageHost: string): string {
  const found = URL.canParse(`http://${pageHost}`) ? new URL(`http://${pageHost}`).hostname : '';
  return found === '' ? url : url.replace(/(?<=:\/\/)(?:0\.0\.0\.0|\[::\])(?=[:/]|$)/, found);
}
