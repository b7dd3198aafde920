// What a crash, a bad disk or a full one does to a chain's folder: nothing is lost silently, and nothing is deleted.
import { mkdtemp, readdir, readFile, rm, stat, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Chain } from '../chain/chain.ts';
import { buildGenesis } from '../genesis/build-genesis.ts';
import { developmentGenesis, genesisDigest } from '../genesis/genesis-config.ts';
import { openFileStore } from './file-store.ts';
import { lockFolder } from './folder-lock.ts';

const BLOCKS = 30;
const config = developmentGenesis();

let folder: string;
let repairs: string[];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-damaged-'));
  repairs = [];
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const open = async (segmentBlocks = 4096): Promise<Chain> => {
  const store = await openFileStore(folder, { segmentBlocks, onRepair: (sentence) => repairs.push(sentence) });
  const options = {
    store,
    now: () => 1_700_000_000_000,
    genesisDigest: genesisDigest(config),
    genesisState: () => buildGenesis(config)
  };
  return Chain.open(options).catch(async (error: unknown) => {
    await store.close();
    throw error;
  });
};
const make = async (chain: Chain, count: number) => {
  for (let i = 0; i < count; i++) await chain.newBlock();
};
const begin = async (count = BLOCKS) => {
  const chain = await open();
  await make(chain, count);
  await chain.close();
};
/** Every file of the folder with its bytes, so that a test can say that none has changed. */
const contents = async () =>
  Promise.all(
    (await readdir(folder)).sort().map(async (name) => [name, (await readFile(join(folder, name))).toString('base64')])
  );
const journal = () => join(folder, '00000000.journal');

/** Offset of each record of the journal. */
async function records(): Promise<number[]> {
  const bytes = await readFile(journal());
  const offsets: number[] = [];
  for (let at = 0; at < bytes.length; at += 8 + bytes.readUInt32LE(at)) offsets.push(at);
  return offsets;
}
async function flip(offset: number, bit: number): Promise<void> {
  const bytes = await readFile(journal());
  bytes[offset]! ^= 1 << bit;
  await writeFile(journal(), bytes);
}

describe('a journal', () => {
  test.each([
    ['the payload', 60, 0],
    ['the checksum', 5, 3],
    ['the length, now larger', 2, 5],
    ['the length, now smaller', 0, 4],
    ['the length, now beyond the file', 3, 7]
  ])('with a flipped bit in %s of a middle record is refused, named and left alone', async (_, inRecord, bit) => {
    await begin();
    const offset = (await records())[12]!;
    await flip(offset + inRecord, bit);
    const before = await contents();
    await expect(open()).rejects.toMatchObject({
      code: 'devnet/data-damaged',
      short: expect.stringContaining(`${journal()} is damaged at byte ${offset}, in block 12`),
      details: { file: journal(), byte: offset, block: 12 }
    });
    expect(await contents()).toEqual(before);
    expect(repairs).toEqual([]);
  });

  test('can be cut where the error says, and goes on there', async () => {
    await begin();
    const offset = (await records())[12]!;
    await flip(offset + 60, 0);
    const error: unknown = await open().catch((thrown: unknown) => thrown);
    expect((error as { hints: string[] }).hints.join()).toContain(`truncate -s ${offset} "${journal()}"`);
    await truncate(journal(), offset);
    const chain = await open();
    expect(chain.bestNumber).toBe(11);
    await chain.close();
  });

  test('with a torn end loses that block alone, and says so', async () => {
    await begin();
    await truncate(journal(), (await stat(journal())).size - 9);
    const chain = await open();
    expect(chain.bestNumber).toBe(BLOCKS - 1);
    expect(repairs).toEqual([expect.stringContaining(`goes on from block ${BLOCKS - 1}`)]);
    await chain.close();
  });

  test('that was given room, but no bytes, is a torn end', async () => {
    await begin();
    await writeFile(journal(), Buffer.concat([await readFile(journal()), Buffer.alloc(5000)]));
    const chain = await open();
    expect(chain.bestNumber).toBe(BLOCKS);
    await chain.close();
  });

  test('spoilt in an older segment, which is read only when asked, is named and left alone', async () => {
    const chain = await open(4);
    await make(chain, 14);
    await chain.close();
    const bytes = await readFile(journal());
    bytes[bytes.length - 1]! ^= 1;
    await writeFile(journal(), bytes);
    const again = await open(4);
    await expect(again.block(1)).rejects.toMatchObject({
      code: 'devnet/data-damaged',
      short: expect.stringContaining(journal())
    });
    expect(await readFile(journal())).toEqual(bytes);
    await again.close();
  });

  test('spoilt while it is open is not passed on', async () => {
    const chain = await open(4);
    await make(chain, 300);
    const path = join(folder, '00000001.journal');
    await chain.block(5);
    const bytes = await readFile(path);
    bytes[100]! ^= 1;
    await writeFile(path, bytes);
    await expect(chain.block(4)).rejects.toMatchObject({ code: 'devnet/data-damaged' });
    await chain.close();
  });
});

describe('chain.json', () => {
  test.each([
    ['missing', null],
    ['empty', ''],
    ['cut off', '{"format":2,"gene'],
    ['of another kind', '[]'],
    ['null', 'null']
  ])('%s: the blocks stay, and it is named', async (_, text) => {
    await begin(3);
    const path = join(folder, 'chain.json');
    if (text === null) await rm(path);
    else await writeFile(path, text);
    const before = await contents();
    await expect(open()).rejects.toMatchObject({
      code: 'devnet/data-damaged',
      short: expect.stringContaining(path),
      hints: [expect.stringContaining('Nothing was changed'), expect.stringContaining('--fresh')]
    });
    expect(await contents()).toEqual(before);
  });

  test('missing beside a genesis block alone: the start was killed, and begins anew', async () => {
    await (await open()).close();
    await rm(join(folder, 'chain.json'));
    const chain = await open();
    expect(chain.bestNumber).toBe(0);
    await chain.close();
  });
});

describe('a lock', () => {
  test('of a process before this one that had its number is taken over', async () => {
    await writeFile(join(folder, 'lock'), String(process.pid));
    await (
      await lockFolder(folder)
    )();
    await writeFile(join(folder, 'lock'), JSON.stringify({ process: process.pid, boot: 'b', started: '1' }));
    await (
      await lockFolder(folder)
    )();
  });

  test('of a number that another process has now is taken over', async () => {
    // Process 1 runs, but did not begin then.
    await writeFile(join(folder, 'lock'), JSON.stringify({ process: 1, boot: null, started: '999999999' }));
    await (
      await lockFolder(folder)
    )();
  });

  test('of a process that runs is kept', async () => {
    await writeFile(join(folder, 'lock'), '1');
    await expect(lockFolder(folder)).rejects.toMatchObject({
      code: 'devnet/data-locked',
      hints: [expect.any(String), expect.stringContaining(join(folder, 'lock'))]
    });
  });

  test('that was cut off while it was written is taken over', async () => {
    await writeFile(join(folder, 'lock'), '{"process":');
    await (
      await lockFolder(folder)
    )();
  });
});

test('a full disk: the block is not made, transactions are refused and told why, and it goes on when there is room', async () => {
  const chain = await open(4);
  await make(chain, 3);
  // The next segment's file is one that takes nothing.
  const next = join(folder, '00000001.journal');
  await symlink('/dev/full', next);
  await expect(chain.newBlock()).rejects.toMatchObject({ code: 'ENOSPC' });
  expect(chain.bestNumber).toBe(3);
  expect(() => chain.submit(new Uint8Array(3))).toThrowError(expect.objectContaining({ code: 'disk/full' }));
  await rm(next);
  await chain.close();
  const again = await open(4);
  await make(again, 2);
  expect(again.bestNumber).toBe(5);
  expect(() => again.submit(new Uint8Array(3))).toThrowError(expect.objectContaining({ code: 'devnet/scale-invalid' }));
  await again.close();
});
