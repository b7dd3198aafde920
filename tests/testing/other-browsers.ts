// Firefox and WebKitGTK as Debian has them (firefox-esr; webkit2gtk-driver and xvfb), driven without a library: enough to run a
// function in a page. Neither is needed to use or to build Assay.
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, globSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A page of another browser. */
export interface OtherPage {
  version: string;
  /** Calls an async function of the page with a text; what it gives is a text. */
  call(source: string, argument: string): Promise<string>;
  close(): Promise<void>;
}

export interface OtherBrowser {
  name: string;
  /** What is missing here, or null. */
  missing(): string | null;
  open(url: string): Promise<OtherPage>;
}

const FIREFOX = '/usr/bin/firefox-esr';
const WEBKIT_DRIVER = '/usr/bin/WebKitWebDriver';
const XVFB = '/usr/bin/Xvfb';
const MINI_BROWSERS = '/usr/lib/*/webkit2gtk-4.*/MiniBrowser';
const START_MS = 60_000;
const SCRIPT_MS = 600_000;

export const firefox: OtherBrowser = {
  name: 'Firefox',
  missing: () => (existsSync(FIREFOX) ? null : `${FIREFOX} (Debian package firefox-esr)`),
  open: openFirefox
};

export const webKit: OtherBrowser = {
  name: 'WebKitGTK',
  missing: () =>
    [WEBKIT_DRIVER, XVFB].find((file) => !existsSync(file)) ??
    (globSync(MINI_BROWSERS).length > 0 ? null : `${MINI_BROWSERS} (Debian packages webkit2gtk-driver, xvfb)`),
  open: openWebKit
};

/** By WebDriver BiDi, which Firefox speaks itself. */
async function openFirefox(url: string): Promise<OtherPage> {
  const profile = mkdtempSync(join(tmpdir(), 'assay-firefox-'));
  const port = await freePort();
  const child = spawn(
    FIREFOX,
    ['--headless', '--no-remote', '--profile', profile, '--remote-debugging-port', String(port)],
    {
      stdio: 'ignore',
      env: { ...process.env, HOME: profile }
    }
  );
  const socket = await connected(`ws://127.0.0.1:${port}/session`);
  const waiting = new Map<number, (answer: BidiAnswer) => void>();
  socket.addEventListener('message', ({ data }) => {
    const answer = JSON.parse(String(data)) as BidiAnswer;
    if (answer.id !== undefined) waiting.get(answer.id)?.(answer);
  });
  let calls = 0;
  const send = async (method: string, params: object): Promise<Record<string, unknown>> => {
    const id = ++calls;
    const answer = await new Promise<BidiAnswer>((resolve) => {
      waiting.set(id, resolve);
      socket.send(JSON.stringify({ id, method, params }));
    });
    if (answer.type === 'error') throw new Error(`${method}: ${answer.error}: ${answer.message}`);
    return answer.result;
  };
  const session = (await send('session.new', { capabilities: {} })) as { capabilities: { browserVersion: string } };
  const tree = (await send('browsingContext.getTree', {})) as { contexts: { context: string }[] };
  const { context } = tree.contexts[0]!;
  await send('browsingContext.navigate', { context, url, wait: 'complete' });
  return {
    version: session.capabilities.browserVersion,
    async call(source, argument) {
      const { type, result, exceptionDetails } = (await send('script.callFunction', {
        functionDeclaration: source,
        awaitPromise: true,
        target: { context },
        arguments: [{ type: 'string', value: argument }]
      })) as { type: string; result: { value: string }; exceptionDetails: { text: string } };
      if (type !== 'success') throw new Error(exceptionDetails.text);
      return result.value;
    },
    async close() {
      socket.close();
      await ended(child);
      rmSync(profile, { recursive: true, force: true });
    }
  };
}

type BidiAnswer = { id?: number } & (
  { type: 'success'; result: Record<string, unknown> } | { type: 'error'; error: string; message: string }
);

/** By WebDriver, on a display of its own. */
async function openWebKit(url: string): Promise<OtherPage> {
  const display = `:${90 + (process.pid % 900)}`;
  const screen = spawn(XVFB, [display, '-screen', '0', '1280x800x24', '-nolisten', 'tcp'], { stdio: 'ignore' });
  const port = await freePort();
  const home = mkdtempSync(join(tmpdir(), 'assay-webkit-'));
  const driver = spawn(WEBKIT_DRIVER, [`--port=${port}`], {
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
      await Promise.all([ended(driver), ended(screen)]);
      rmSync(home, { recursive: true, force: true });
    }
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function connected(url: string): Promise<WebSocket> {
  return patiently(
    () =>
      new Promise<WebSocket>((resolve, reject) => {
        const socket = new WebSocket(url);
        socket.addEventListener('open', () => resolve(socket));
        socket.addEventListener('error', () => reject(new Error(`Nothing answers at ${url}.`)));
      })
  );
}

async function patiently<T>(attempt: () => Promise<T>): Promise<T> {
  const endMs = Date.now() + START_MS;
  for (;;)
    try {
      return await attempt();
    } catch (thrown) {
      if (Date.now() > endMs) throw thrown;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    child.on('exit', () => resolve());
    child.kill('SIGTERM');
    setTimeout(() => child.kill('SIGKILL'), 5_000).unref();
  });
}
