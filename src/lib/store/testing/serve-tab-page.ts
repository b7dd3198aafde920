// Builds the page of the browser test and serves it, isolated and under a strict CSP as the product is.
import { readFile, rm, mkdtemp } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

export interface ServedPage {
  url: string;
  close(): Promise<void>;
}

export async function serveTabPage(): Promise<ServedPage> {
  const outDir = await mkdtemp(join(tmpdir(), 'assay-tab-page-'));
  await build({
    configFile: false,
    logLevel: 'error',
    build: {
      outDir,
      emptyOutDir: true,
      target: 'es2023',
      rolldownOptions: {
        input: fileURLToPath(new URL('./tab-page.ts', import.meta.url)),
        output: { entryFileNames: 'page.js', chunkFileNames: '[name]-[hash].js' }
      }
    }
  });
  const server = createServer((request, response) => {
    const headers = {
      'content-security-policy':
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src http://127.0.0.1:* ws://127.0.0.1:*",
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-embedder-policy': 'require-corp'
    };
    const name = basename(request.url ?? '/');
    if (!name.endsWith('.js'))
      return void response
        .writeHead(200, { ...headers, 'content-type': 'text/html' })
        .end('<!doctype html><script type="module" src="/page.js"></script>');
    readFile(join(outDir, name)).then(
      (bytes) => response.writeHead(200, { ...headers, 'content-type': 'text/javascript' }).end(bytes),
      () => response.writeHead(404).end()
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await rm(outDir, { recursive: true, force: true });
    }
  };
}
