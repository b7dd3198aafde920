// Firefox, by WebDriver BiDi, which it speaks itself.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../src/hub/testing/spawn-hub.ts';
import { endAll, patiently, type OtherBrowser, type OtherPage } from './other-page.ts';

const PROGRAM = '/usr/bin/firefox-esr';

export const firefox: OtherBrowser = {
  name: 'Firefox',
  missing: () => (existsSync(PROGRAM) ? null : `${PROGRAM} (Debian package firefox-esr)`),
  open
};

async function open(url: string): Promise<OtherPage> {
  const profile = mkdtempSync(join(tmpdir(), 'assay-firefox-'));
  const port = await freePort();
  const child = spawn(
    PROGRAM,
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
      await endAll([child]);
      rmSync(profile, { recursive: true, force: true });
    }
  };
}

type BidiAnswer = { id?: number } & (
  { type: 'success'; result: Record<string, unknown> } | { type: 'error'; error: string; message: string }
);

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
