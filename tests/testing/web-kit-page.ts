// WebKitGTK, by WebDriver, on a display of its own.
import { spawn } from 'node:child_process';
import { existsSync, globSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../src/hub/testing/spawn-hub.ts';
import { endAll, patiently, START_MS, type OtherBrowser, type OtherPage } from './other-page.ts';

const DRIVER = '/usr/bin/WebKitWebDriver';
const XVFB = '/usr/bin/Xvfb';
const MINI_BROWSERS = '/usr/lib/*/webkit2gtk-4.*/MiniBrowser';
const SCRIPT_MS = 600_000;

export const webKit: OtherBrowser = {
  name: 'WebKitGTK',
  missing: () =>
    [DRIVER, XVFB].find((file) => !existsSync(file)) ??
    (globSync(MINI_BROWSERS).length > 0 ? null : `${MINI_BROWSERS} (Debian packages webkit2gtk-driver, xvfb)`),
  open
};

async function open(url: string): Promise<OtherPage> {
  const display = `:${90 + (process.pid % 900)}`;
  const screen = spawn(XVFB, [display, '-screen', '0', '1280x800x24', '-nolisten', 'tcp'], { stdio: 'ignore' });
  const port = await freePort();
  const home = mkdtempSync(join(tmpdir(), 'assay-webkit-'));
  const driver = spawn(DRIVER, [`--port=${port}`], {
    stdio: 'ignore',
    env: { ...process.env, DISPLAY: display, HOME: home, XDG_RUNTIME_DIR: home, WEBKIT_DISABLE_COMPOSITING_MODE: '1' }
  });
  const address = `http://127.0.0.1:${port}`;
  const send = async (path: string, body: object | null, method = 'POST'): Promise<unknown> => {
    const response = await fetch(address + path, {
      method,
      ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } })
    });
    const { value } = (await response.json()) as { value: { error?: string; message?: string } | null };
    if (!response.ok) throw new Error(`${path}: ${value?.error}: ${value?.message}`);
    return value;
  };
  await patiently(() => send('/status', null, 'GET'));
  const options = { binary: globSync(MINI_BROWSERS)[0], args: ['--automation'] };
  const session = (await send('/session', {
    capabilities: { alwaysMatch: { 'webkitgtk:browserOptions': options } }
  })) as { sessionId: string; capabilities: { browserVersion: string } };
  const of = `/session/${session.sessionId}`;
  await send(`${of}/timeouts`, { script: SCRIPT_MS, pageLoad: START_MS });
  await send(`${of}/url`, { url });
  return {
    version: session.capabilities.browserVersion,
    call: (source, argument) =>
      send(`${of}/execute/async`, {
        // The page's policy forbids code from strings: the driver's own is the only one, and it is given whole.
        script: `const done = arguments[arguments.length - 1];
          (${source})(arguments[0]).then((text) => done(JSON.stringify({ text })), (error) => done(JSON.stringify({ error: String(error) })));`,
        args: [argument]
      }).then((answer) => {
        const { text, error } = JSON.parse(answer as string) as { text?: string; error?: string };
        if (text === undefined) throw new Error(error);
        return text;
      }),
    async close() {
      await send(of, null, 'DELETE').catch(() => undefined);
      await endAll([driver, screen]);
      rmSync(home, { recursive: true, force: true });
    }
  };
}
