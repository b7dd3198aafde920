// The chain on disk: it continues after a stop, after a kill in the middle of a write, and across segments.
import { appendFile, mkdtemp, readFile, readdir, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { u8aToHex } from '@polkadot/util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { AppError } from '#lib/core/error/app-error.ts';
import { Chain } from '../chain/chain.ts';
import { buildGenesis } from '../genesis/build-genesis.ts';
import { developmentGenesis, genesisDigest } from '../genesis/genesis-config.ts';
import { timestampStorage } from '../pallets/timestamp.ts';
import { openFileStore } from './file-store.ts';
import { startDevnet } from './start-devnet.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-chain-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const config = developmentGenesis();
const openChain = async (segmentBlocks: number): Promise<Chain> =>
  Chain.open({
    store: await openFileStore(folder, { segmentBlocks }),
    now: () => 1_700_000_000_000,
    genesisDigest: genesisDigest(config),
    genesisState: () => buildGenesis(config),
    stateWindow: { blocks: segmentBlocks }
  });
const make = async (chain: Chain, count: number) => {
  for (let i = 0; i < count; i++) await chain.newBlock();
};
const journal = async () =>
  join(
    folder,
    (await readdir(folder))
      .filter((file) => file.endsWith('.journal'))
      .sort()
      .at(-1)!
  );

describe('a chain on disk', () => {
  test('continues with the same blocks and the same state', async () => {
    const first = await openChain(4096);
    await make(first, 5);
    const before = { best: u8aToHex(first.bestHash), now: timestampStorage.Now.get(first.bestState) };
    await first.close();
    const second = await openChain(4096);
    expect({ best: u8aToHex(second.bestHash), now: timestampStorage.Now.get(second.bestState) }).toEqual(before);
    expect(second.bestNumber).toBe(5);
    expect((await second.block(3))!.header.number).toBe(3);
    await make(second, 1);
    expect(second.bestNumber).toBe(6);
    await second.close();
  });

  test('forgets the headers and transactions of old blocks, a segment at a time, and opens all the same', async () => {
    const open = async () =>
      Chain.open({
        store: await openFileStore(folder, { segmentBlocks: 4, keptBlocks: 8 }),
        now: () => 1_700_000_000_000,
        genesisDigest: genesisDigest(config),
        genesisState: () => buildGenesis(config)
      });
    const first = await open();
    await make(first, 25);
    const hash = u8aToHex(first.hashOf(2)!);
    await first.close();
    const second = await open();
    expect((await readdir(folder)).filter((file) => file.endsWith('.journal')).length).toBe(3);
    expect(await second.block(15)).toBeUndefined();
    expect((await second.block(16))!.header.number).toBe(16);
    expect(u8aToHex(second.hashOf(2)!)).toBe(hash);
    await second.close();
  });

  test('makes the same blocks as a chain that was never stopped', async () => {
    const stopped = await openChain(4096);
    await make(stopped, 2);
    await stopped.close();
    const continued = await openChain(4096);
    await make(continued, 2);
    const hash = u8aToHex(continued.bestHash);
    await continued.close();
    await rm(folder, { recursive: true });
    const whole = await openChain(4096);
    await make(whole, 4);
    expect(u8aToHex(whole.bestHash)).toBe(hash);
    await whole.close();
  });

  test.each(['cut short', 'half written', 'with a flipped byte'])(
    'loses only the last block when it was %s',
    async (damage) => {
      const chain = await openChain(4096);
      await make(chain, 4);
      const third = u8aToHex(chain.hashOf(3)!);
      const before = (await stat(await journal())).size;
      await chain.close();
      if (damage === 'cut short') await truncate(await journal(), before - 7);
      if (damage === 'half written') await appendFile(await journal(), new Uint8Array([200, 0, 0, 0, 1, 2]));
      if (damage === 'with a flipped byte') {
        const bytes = await readFile(await journal());
        bytes[bytes.length - 1]! ^= 1;
        await writeFile(await journal(), bytes);
      }
      const again = await openChain(4096);
      expect(again.bestNumber).toBe(damage === 'half written' ? 4 : 3);
      expect(u8aToHex(again.hashOf(3)!)).toBe(third);
      await make(again, 2);
      await again.close();
      const last = await openChain(4096);
      expect(last.bestNumber).toBe(damage === 'half written' ? 6 : 5);
      await last.close();
    }
  );

  test('crosses segments: old blocks stay, states of the last segment too, a torn segment start is repaired', async () => {
    const chain = await openChain(4);
    await make(chain, 14);
    const hashes = Array.from({ length: 15 }, (_, number) => u8aToHex(chain.hashOf(number)!));
    await chain.close();
    expect((await readdir(folder)).filter((file) => file.endsWith('.snapshot'))).toEqual([
      '00000002.snapshot',
      '00000003.snapshot'
    ]);
    const again = await openChain(4);
    expect(Array.from({ length: 15 }, (_, number) => u8aToHex(again.hashOf(number)!))).toEqual(hashes);
    expect((await again.block(1))!.header.number).toBe(1);
    expect(again.stateAt(14)).toBeDefined();
    expect(again.stateAt(10)).toBeDefined();
    expect(again.stateAt(2)).toBeUndefined();
    await make(again, 2);
    await again.close();
    await truncate(await journal(), 3);
    const repaired = await openChain(4);
    expect(repaired.bestNumber).toBe(15);
    await make(repaired, 1);
    expect(repaired.bestNumber).toBe(16);
    await repaired.close();
  });

  test('a damaged snapshot is passed over for the next one', async () => {
    const chain = await openChain(4);
    await make(chain, 14);
    await chain.close();
    await writeFile(join(folder, '00000002.snapshot'), 'nonsense');
    const again = await openChain(4);
    expect(again.bestNumber).toBe(14);
    await again.close();
  });

  test('a folder belongs to one process at a time, and to one genesis', async () => {
    const options = { port: 0, blockTimeMs: 0, dataDir: folder };
    const devnet = await startDevnet(options);
    const codeOf = (promise: Promise<unknown>) =>
      promise.then(
        () => 'started',
        (error) => AppError.from(error).code
      );
    expect(await codeOf(startDevnet(options))).toBe('devnet/data-locked');
    await devnet.stop();
    expect(await codeOf(startDevnet({ ...options, tempo: 61 }))).toBe('devnet/genesis-changed');
    const again = await startDevnet(options);
    await again.stop();
    await writeFile(join(folder, 'lock'), '999999999');
    await (await startDevnet(options)).stop();
  });

  test('a folder of another version is refused, and stays as it is', async () => {
    await (await openChain(4)).close();
    const marker = JSON.stringify({ format: 1, genesisDigest: genesisDigest(config) });
    await writeFile(join(folder, 'chain.json'), marker);
    await expect(openChain(4)).rejects.toMatchObject({
      code: 'devnet/data-damaged',
      short: expect.stringContaining('another version of Assay, in format 1')
    });
    expect(await readFile(join(folder, 'chain.json'), 'utf8')).toBe(marker);
  });

  test('a start that was killed before its first block is complete begins anew', async () => {
    await writeFile(join(folder, '00000000.journal'), new Uint8Array([9, 9, 9]));
    const chain = await openChain(4);
    expect(chain.bestNumber).toBe(0);
    await chain.close();
  });
});

test('a port in use is named', async () => {
  const devnet = await startDevnet({ port: 0, blockTimeMs: 0 });
  await expect(startDevnet({ port: devnet.port, blockTimeMs: 0 })).rejects.toMatchObject({
    code: 'devnet/port-in-use',
    short: `Port ${devnet.port} is already in use on 127.0.0.1.`
  });
  await devnet.stop();
});

test('a signal stops it', async () => {
  const controller = new AbortController();
  const devnet = await startDevnet({ port: 0, signal: controller.signal });
  controller.abort();
  await devnet.stop();
  await expect(startDevnet({ port: 0, signal: controller.signal })).rejects.toThrow();
});
