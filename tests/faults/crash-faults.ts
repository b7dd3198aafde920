// Processes that end in the middle of something.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createNodeStore } from '#lib/store/create-node-store.ts';
import { freePort, spawnHub } from '../../src/hub/testing/spawn-hub.ts';
import { startAssay } from '../e2e/testing/assay-process.ts';
import { must, type Fault } from './fault.ts';
import { ask } from './testing-sockets.ts';

const PUBLISHED_BYTES = 40 * 2 ** 20;
const ROUNDS = 3;

export const noise = (size: number, seed: number): Uint8Array => {
  const words = new Uint32Array(Math.ceil(size / 4));
  let state = seed;
  for (let at = 0; at < words.length; at++) words[at] = state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return new Uint8Array(words.buffer, 0, size);
};

async function killInBlockProduction(): Promise<string> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'assay-kill-'));
  const kept: string[] = [];
  try {
    for (let round = 0; round < ROUNDS; round++) {
      const assay = await startAssay({ dataFolder, blockTimeMs: 5 });
      const making = ask(assay.chainUrl, 'dev_newBlock', [{ count: 5000, token: assay.devToken }]).catch(() => null);
      await new Promise((resolve) => setTimeout(resolve, 300 + 211 * round));
      const { result } = await ask(assay.chainUrl, 'chain_getHeader');
      const number = Number((result as { number: string }).number);
      const { result: hash } = await ask(assay.chainUrl, 'chain_getBlockHash', [number]);
      await assay.kill();
      await making;
      const again = await startAssay({ dataFolder, blockTimeMs: 0 });
      const { result: after } = await ask(again.chainUrl, 'chain_getBlockHash', [number]);
      await again.interrupt();
      must(after === hash, `block ${number} was seen and is another one, or gone, after the kill`);
      kept.push(String(number));
    }
  } finally {
    await rm(dataFolder, { recursive: true, force: true });
  }
  return `blocks ${kept.join(', ')} were the last seen, and are the same after the restart`;
}

async function killWhilePublishing(share: number): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'assay-publish-'));
  const [wsPort, httpPort] = [await freePort(), await freePort()];
  let hub = await spawnHub(folder, wsPort, httpPort);
  const publisher = await createNodeStore({ gatewayUrl: hub.gatewayUrl });
  try {
    const bytes = noise(PUBLISHED_BYTES, Math.round(share * 100));
    const cid = await publisher.addFile(bytes);
    let killed: Promise<void> | null = null;
    let doneAtKill = 0;
    const failed = await publisher
      .publish(cid, {
        onProgress: ({ done }) => {
          if (killed || done < share * PUBLISHED_BYTES) return;
          doneAtKill = done;
          killed = hub.kill('SIGKILL');
        }
      })
      .then(
        () => null,
        (error: { code?: string }) => error.code
      );
    await killed;
    must(failed === 'store/publish-failed', `the publisher heard ${failed}`);
    hub = await spawnHub(folder, wsPort, httpPort);
    const { heldBy } = await publisher.publish(cid);
    must(heldBy === hub.peerId, 'another node holds it');
    const reader = await createNodeStore({ gatewayUrl: hub.gatewayUrl });
    const read = await reader.readFile(cid, { maxBytes: bytes.length });
    await reader.stop();
    must(Buffer.compare(read, bytes) === 0, 'what is read is not what was published');
    return `killed at ${Math.round((100 * doneAtKill) / PUBLISHED_BYTES)} %; the publisher was told, and trying again went through`;
  } finally {
    await publisher.stop();
    await hub.kill('SIGKILL');
    await rm(folder, { recursive: true, force: true });
  }
}

export const crashFaults: Fault[] = [
  {
    done: `kill -9 while blocks are made as fast as they can be, ${ROUNDS} times`,
    must: 'no block that a client has seen is lost; the next start goes on',
    run: killInBlockProduction
  },
  ...[0.2, 0.5, 0.8].map((share) => ({
    done: `kill -9 of the content node at ${share * 100} % of a publish of 40 MiB`,
    must: 'nothing is called published; publishing again goes through, and the bytes are the same',
    run: () => killWhilePublishing(share)
  }))
];
