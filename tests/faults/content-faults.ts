// Content that is small to keep and endless to read.
import { MemoryBlockstore } from 'blockstore-core';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { BrowserAccess } from '#lib/core/access/browser-access.ts';
import { createGateway } from '../../src/hub/gateway.ts';
import { HUB_LIMITS } from '../../src/hub/hub-limits.ts';
import { pullDag } from '../../src/hub/pull-dag.ts';
import { doublingTree } from '../../src/hub/testing/doubling-tree.ts';
import { must, type Fault } from './fault.ts';

async function endlessFile(): Promise<string> {
  const store = new MemoryBlockstore();
  const blocks = await doublingTree(60);
  for (const { cid, bytes } of blocks) await store.put(cid, bytes);
  const root = blocks.at(-1)!.cid;
  const refused = await pullDag(root, {
    local: store,
    fetchBlock: () => Promise.reject(new Error('all of it is here')),
    maxBytes: HUB_LIMITS.maxDagBytes,
    maxBlocks: HUB_LIMITS.maxDagBlocks,
    signal: new AbortController().signal
  }).then(
    () => 'taken over',
    ({ code }: { code: string }) => code
  );
  must(refused === 'too-costly', `the node's answer was ${refused}`);
  const gateway = createGateway({ local: store, info: () => ({}) as never, access: new BrowserAccess() });
  gateway.listen(0, '127.0.0.1');
  await once(gateway, 'listening');
  const url = `http://127.0.0.1:${(gateway.address() as AddressInfo).port}`;
  const ended = fetch(`${url}/ipfs/${root}`, { signal: AbortSignal.timeout(60_000) }).then((answer) =>
    answer.arrayBuffer()
  );
  const how = await ended.then(
    () => 'ended',
    (error: Error) => error.name
  );
  gateway.close();
  must(how !== 'TimeoutError', 'the answer did not end within a minute');
  return 'the pin was refused as too costly; the answer was broken off';
}

export const contentFaults: Fault[] = [
  {
    done: 'a file of no bytes whose 61 blocks link twice to the next (2^60 steps), pinned and asked for',
    must: 'it is not taken over; where a node has it, reading it ends',
    run: endlessFile
  }
];
