// Builds the page of the sandbox's tests, and serves it as the product serves its own: the same policy, the same headers.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import svelteConfig from '../../svelte.config.js';
import { servePage } from '../../src/cli/serve-page.ts';
import { BrowserAccess } from '../../src/lib/core/access/browser-access.ts';
import { bundleGuest } from '../../src/setup/bundle-guest.mjs';
import { PAGE_SANDBOX } from '../../src/setup/sandbox-files.mjs';

const TESTING = fileURLToPath(new URL('../../src/lib/sandbox/testing', import.meta.url));
const KEYWORDS = /^(self|none|unsafe-inline|wasm-unsafe-eval|script)$/;

/** Guests with fewer walls, by the name of their script. */
export const OPEN_GUESTS = { open: 'open-guest.js', bare: 'bare-guest.js', gate: 'gate-guest.js' };
/** @param withPolicy of the frame's document; for tests of the other walls without it. */
export async function serveSandboxPage(withPolicy = true): Promise<{ url: string; stop(): Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'assay-sandbox-page-'));
  await build({
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    build: {
      outDir: folder,
      target: 'es2023',
      rolldownOptions: {
        input: join(TESTING, 'sandbox-page.ts'),
        output: { entryFileNames: 'page.js', chunkFileNames: '[name]-[hash].js' }
      }
    }
  });
  cpSync(PAGE_SANDBOX, join(folder, 'sandbox'), { recursive: true });
  await writeOpenGuests(join(folder, 'sandbox'));
  if (!withPolicy) {
    const frame = join(folder, 'sandbox', 'frame.html');
    writeFileSync(frame, readFileSync(frame, 'utf8').replace(/<meta http-equiv[^>]*>/, ''));
  }
  const head = `<meta http-equiv="content-security-policy" content="${productPolicy()}">`;
  writeFileSync(
    join(folder, 'index.html'),
    `<!doctype html>${head}<body><script type="module" src="./page.js"></script>`
  );
  const site = await servePage({
    host: '127.0.0.1',
    port: 0,
    config: { chainUrl: '', gatewayUrl: '', devToken: null },
    access: new BrowserAccess(),
    folder
  });
  return {
    url: site.url,
    async stop() {
      await site.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  };
}

export async function writeOpenGuests(folder: string): Promise<void> {
  for (const name of Object.values(OPEN_GUESTS)) {
    const { code } = await bundleGuest(join(TESTING, name.replace('.js', '.ts')));
    writeFileSync(join(folder, name), code);
  }
}

/** What the product's pages say of themselves. */
function productPolicy(): string {
  const directives = Object.entries(svelteConfig.kit!.csp!.directives!) as [string, string[]][];
  const written = (value: string) => (KEYWORDS.test(value) ? `'${value}'` : value);
  return directives.map(([name, values]) => [name, ...values.map(written)].join(' ')).join('; ');
}
