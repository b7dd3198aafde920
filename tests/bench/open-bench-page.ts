// A cross-origin isolated page in real Chromium, served from the sources, for benchmarks that run in the browser.
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type Page } from 'playwright-core';
import { createServer } from 'vite';
import { chromiumOptions } from '../testing/chromium-options.ts';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

export interface BenchPage {
  page: Page;
  browser: Browser;
  close(): Promise<void>;
}

/** @param path of an HTML file under the repository's root, whose script puts an object `bench` into the global scope */
export async function openBenchPage(
  path: string,
  { prebundled = [], chromium: extra = [] }: { prebundled?: string[]; chromium?: string[] } = {}
): Promise<BenchPage> {
  const server = await createServer({
    configFile: false,
    root: ROOT,
    publicDir: 'static',
    cacheDir: join(tmpdir(), 'assay-bench-vite'),
    logLevel: 'error',
    worker: { format: 'es' },
    optimizeDeps: { exclude: ['onnxruntime-web'], entries: [path], include: ['comlink', ...prebundled] },
    server: {
      port: 0,
      host: '127.0.0.1',
      hmr: false,
      watch: null,
      headers: { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' }
    }
  });
  await server.listen();
  const browser = await chromium.launch(chromiumOptions('--enable-unsafe-webgpu', ...extra));
  const close = async () => {
    await browser.close();
    await server.close();
  };
  try {
    const page = await browser.newPage();
    page.on('pageerror', (error) => console.error(error.message));
    const { port } = server.httpServer!.address() as { port: number };
    await page.goto(`http://127.0.0.1:${port}/${path}`);
    await page.waitForFunction(() => 'bench' in globalThis);
    if (!(await page.evaluate(() => crossOriginIsolated))) throw new Error('The page is not cross-origin isolated.');
    return { page, browser, close };
  } catch (thrown) {
    await close();
    throw thrown;
  }
}
