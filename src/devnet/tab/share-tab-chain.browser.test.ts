// Several workers and one chain: the real locks and the real channel of a browser, each worker's part in this page.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { clientLock, type FromChainWorker, type ToChainWorker } from '#lib/core/tab-chain/chain-messages.ts';
import type { RpcMethods } from '../rpc/rpc-session.ts';
import { SharedTabChain, type ChainPort } from './share-tab-chain.ts';

interface Page {
  heard: FromChainWorker[];
  say(message: ToChainWorker): void;
}

/** Each test has a chain of its own: workers of a page hold their lock until the page ends. */
let chainName: string;
let endPages: () => void;
let pagesEnd: Promise<void>;
beforeEach(() => {
  chainName = `test ${crypto.randomUUID()}`;
  pagesEnd = new Promise((resolve) => (endPages = resolve));
});
afterEach(() => endPages());

async function openPage(worker: SharedTabChain): Promise<Page> {
  const client = crypto.randomUUID();
  await new Promise<void>((resolve) => {
    void navigator.locks.request(clientLock(client), () => {
      resolve();
      return pagesEnd;
    });
  });
  const heard: FromChainWorker[] = [];
  const port: ChainPort = { postMessage: (message) => heard.push(message), onmessage: null };
  worker.attach(port);
  const say = (data: ToChainWorker) => port.onmessage!({ data } as MessageEvent<ToChainWorker>);
  say({ type: 'hello', client });
  return { heard, say };
}

/** A chain that says which worker has it, and opens when it is let. */
function startWorker(name: string, opened: Promise<void> = Promise.resolve()): SharedTabChain {
  const methods: RpcMethods = new Map([['who', () => name]]);
  const open = async () => {
    await opened;
    return { methods, close: async () => undefined };
  };
  return new SharedTabChain({ open, erase: async () => undefined }, chainName);
}

/** A chain that opens only where `canOpen` says so. */
function startUnlucky(canOpen: () => boolean): SharedTabChain {
  const methods: RpcMethods = new Map([['who', () => 'unlucky']]);
  const open = async () => {
    if (!canOpen()) throw new Error('No luck.');
    return { methods, close: async () => undefined };
  };
  return new SharedTabChain({ open, erase: async () => undefined }, chainName);
}

/** A worker that has the chain, as the others see it, until it ends. */
async function startHolder(): Promise<{ end: () => void; sayUp: () => void }> {
  let end = () => {};
  const ended = new Promise<void>((resolve) => (end = resolve));
  await new Promise<void>((resolve) => {
    void navigator.locks.request(chainName, () => {
      resolve();
      return ended;
    });
  });
  const channel = new BroadcastChannel(chainName);
  const holder = crypto.randomUUID();
  const sayUp = () => channel.postMessage({ type: 'up', holder });
  channel.onmessage = ({ data }) => data.type === 'who' && sayUp();
  return { end, sayUp };
}

const types = ({ heard }: Page) => heard.map(({ type }) => type);
const ask = (page: Page) =>
  page.say({ type: 'rpc', message: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'who', params: [] }) });
const settled = () => new Promise((resolve) => setTimeout(resolve, 100));

describe('a chain that several workers share', () => {
  test('a page is told once that the chain is there, however many workers ask', async () => {
    const first = await openPage(startWorker('first'));
    await expect.poll(() => types(first)).toEqual(['up']);
    const second = await openPage(startWorker('second'));
    await expect.poll(() => types(second)).toEqual(['up']);
    const third = await openPage(startWorker('third'));
    await expect.poll(() => types(third)).toEqual(['up']);
    await settled();
    expect([types(first), types(second)]).toEqual([['up'], ['up']]);
    ask(third);
    await expect.poll(() => third.heard.at(-1)).toMatchObject({ message: expect.stringContaining('"first"') });
  });

  test('the last word of a worker that ended is not taken for a chain that is still being opened', async () => {
    const before = await startHolder();
    before.end();
    let open = () => {};
    const page = await openPage(startWorker('next', new Promise((resolve) => (open = resolve))));
    await settled();
    const told = types(page).length;
    before.sayUp();
    await settled();
    expect(types(page).slice(told)).toEqual([]);
    open();
    await expect.poll(() => types(page).slice(told)).toEqual(['up']);
    ask(page);
    await expect.poll(() => page.heard.at(-1)).toMatchObject({ message: expect.stringContaining('"next"') });
  });

  test('a new chain that could not be begun can be begun again', async () => {
    let hasLuck = true;
    const page = await openPage(startUnlucky(() => hasLuck));
    await expect.poll(() => types(page)).toEqual(['up']);
    hasLuck = false;
    page.say({ type: 'reset' });
    await expect.poll(() => types(page)).toEqual(['up', 'failed']);
    hasLuck = true;
    page.say({ type: 'reset' });
    await expect.poll(() => types(page)).toEqual(['up', 'failed', 'reset']);
  });

  test('pages are told when the chain comes to their worker, and when it goes on to another one', async () => {
    const before = await startHolder();
    const next = await openPage(startWorker('next'));
    const watcher = await openPage(startWorker('watcher'));
    await expect.poll(() => [types(next), types(watcher)]).toEqual([['up'], ['up']]);
    before.end();
    await expect.poll(() => types(next)).toEqual(['up', 'down', 'up']);
    await expect.poll(() => types(watcher)).toEqual(['up', 'up']);
  });
});
