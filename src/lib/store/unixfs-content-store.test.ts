import { createCipheriv, createHash } from 'node:crypto';
import * as dagPb from '@ipld/dag-pb';
import { MemoryBlockstore } from 'blockstore-core';
import { UnixFS } from 'ipfs-unixfs';
import { CID } from 'multiformats/cid';
import { sha256 } from 'multiformats/hashes/sha2';
import { describe, expect, test } from 'vitest';
import { createUnixFsContentStore } from './unixfs-content-store.ts';

const NOWHERE = 'http://127.0.0.1:1';
const open = (blockstore = new MemoryBlockstore()) => createUnixFsContentStore({ blockstore, gatewayUrl: NOWHERE });
const text = (value: string) => new TextEncoder().encode(value);

/** kubo's test keystream: ChaCha20 under sha256(seed), zero nonce. */
function seededBytes(size: number, seed: string): Uint8Array {
  const cipher = createCipheriv('chacha20', createHash('sha256').update(seed).digest(), Buffer.alloc(16));
  return new Uint8Array(cipher.update(Buffer.alloc(size)));
}

// Vectors of kubo (test/cli/cid_profiles_test.go) and IPIP-499 for the profile unixfs-v1-2025.
describe('the same bytes give the same CID as kubo', () => {
  test.each([
    ['"hello world"', text('hello world'), 'bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e'],
    ['1 MiB', seededBytes(1_048_576, 'chunk-v1-seed'), 'bafkreiacndfy443ter6qr2tmbbdhadvxxheowwf75s6zehscklu6ezxmta'],
    [
      '1 MiB and a byte',
      seededBytes(1_048_577, 'chunk-v1-seed'),
      'bafybeigmix7t42i6jacydtquhet7srwvgpizfg7gjbq7627d35mjomtu64'
    ]
  ])('a file of %s', async (_, bytes, cid) => {
    expect(await open().addFile(bytes)).toBe(cid);
  });

  test('an empty folder', async () => {
    expect(await open().addFolder([])).toBe('bafybeiczsscdsbs7ffqz55asqdf3smv6klcw3gofszvwlyarci47bgf354');
  });

  test('a folder just below and just above the threshold where it is sharded', async () => {
    const alphabet = 'abcdefghijklmnopqrstuvwxyz01234567890-_';
    const stream = seededBytes(1_048_576, 'hamt-unixfs-v1-2025');
    const names = (last: number) => {
      let at = 0;
      return Array.from({ length: 4766 }, (_, index) => {
        const length = index === 4765 ? last : 11;
        const name = Array.from(stream.subarray(at, at + length), (byte) => alphabet[byte % alphabet.length]).join('');
        at += length;
        return { path: name, bytes: text('x') };
      });
    };
    expect(await open().addFolder(names(21))).toBe('bafybeic3h7rwruealwxkacabdy45jivq2crwz6bufb5ljwupn36gicplx4');
    expect(await open().addFolder(names(22))).toBe('bafybeiegvuterwurhdtkikfhbxcldohmxp566vpjdofhzmnhv6o4freidu');
  });
});

describe('folders', () => {
  const files = [
    { path: 'data/train.jsonl', bytes: text('{}\n') },
    { path: 'README.md', bytes: text('# Hi') },
    { path: 'reports/empty.json', bytes: new Uint8Array(0) }
  ];

  test('come back file by file, whatever order they were given in', async () => {
    const store = open();
    const cid = await store.addFolder(files);
    expect(await store.addFolder(files.toReversed())).toBe(cid);
    expect((await store.listFolder(cid)).map(({ path, sizeBytes }) => [path, sizeBytes])).toEqual([
      ['README.md', 4],
      ['data/train.jsonl', 3],
      ['reports/empty.json', 0]
    ]);
    for (const { path, bytes } of files) expect(await store.readFile(cid, { path, maxBytes: 10 })).toEqual(bytes);
  });

  test('a file of several blocks reports its real size and is read in parts', async () => {
    const store = open();
    const bytes = seededBytes(3_500_000, 'parts');
    const cid = await store.addFolder([{ path: 'a.bin', bytes }]);
    const heard: number[] = [];
    expect(await store.listFolder(cid)).toMatchObject([{ path: 'a.bin', sizeBytes: 3_500_000 }]);
    expect(
      await store.readFile(cid, { path: 'a.bin', maxBytes: 4_000_000, onProgress: ({ done }) => heard.push(done) })
    ).toEqual(bytes);
    expect(heard).toEqual([1_048_576, 2_097_152, 3_145_728, 3_500_000]);
  });

  test.each(['../up', '/root', 'a//b', 'a/./b', '', 'a\\b', 'nul\u0000', 'x'.repeat(300)])(
    'the path %j is refused',
    async (path) => {
      await expect(open().addFolder([{ path, bytes: text('x') }])).rejects.toMatchObject({ code: 'store/unsafe-path' });
    }
  );

  test('two files of one path are refused', async () => {
    await expect(open().addFolder([files[0]!, files[0]!])).rejects.toMatchObject({ code: 'store/duplicate-path' });
  });

  test('what is not there is said plainly', async () => {
    const store = open();
    const cid = await store.addFolder(files);
    await expect(store.readFile(cid, { path: 'none.txt', maxBytes: 10 })).rejects.toMatchObject({
      code: 'store/no-such-file'
    });
    await expect(store.readFile(cid, { path: 'data', maxBytes: 10 })).rejects.toMatchObject({
      code: 'store/no-such-file'
    });
    await expect(store.listFolder(await store.addFile(text('x')))).rejects.toMatchObject({
      code: 'store/not-a-folder'
    });
  });
});

describe('a reader is safe from', () => {
  const put = async (blockstore: MemoryBlockstore, bytes: Uint8Array, code: number = dagPb.code) => {
    const cid = CID.createV1(code, await sha256.digest(bytes));
    await blockstore.put(cid, bytes);
    return cid;
  };
  const node = (data: UnixFS, links: { name: string; cid: CID }[]) =>
    dagPb.encode(
      dagPb.prepare({
        Data: data.marshal(),
        Links: links.map(({ name, cid }) => ({ Name: name, Hash: cid, Tsize: 1 }))
      })
    );

  test('names that climb out of the folder', async () => {
    const blockstore = new MemoryBlockstore();
    const leaf = await put(blockstore, text('x'), 0x55);
    for (const name of ['..', 'a/../../b', '/etc/passwd']) {
      const folder = await put(blockstore, node(new UnixFS({ type: 'directory' }), [{ name, cid: leaf }]));
      await expect(open(blockstore).listFolder(String(folder))).rejects.toMatchObject({ code: 'store/unsafe-path' });
    }
  });

  test('files larger than it allows, counted in real bytes', async () => {
    const store = open();
    const cid = await store.addFile(seededBytes(2_500_000, 'big'));
    await expect(store.readFile(cid, { maxBytes: 2_499_999 })).rejects.toMatchObject({ code: 'store/too-large' });
    expect(await store.readFile(cid, { maxBytes: 2_500_000 })).toHaveLength(2_500_000);
  });

  test('trees of nothing that claim to be large', async () => {
    const blockstore = new MemoryBlockstore();
    let child = await put(blockstore, new Uint8Array(0), 0x55);
    for (let level = 0; level < 4; level++) {
      const links = Array.from({ length: 100 }, () => ({ name: '', cid: child }));
      child = await put(
        blockstore,
        node(new UnixFS({ type: 'file', blockSizes: links.map(() => 100n ** BigInt(level)) }), links)
      );
    }
    await expect(open(blockstore).readFile(String(child), { maxBytes: 1000 })).rejects.toMatchObject({
      code: 'store/too-large'
    });
  });

  test('a block spoiled on disk, which is dropped and asked for again', async () => {
    const blockstore = new MemoryBlockstore();
    const store = open(blockstore);
    const cid = await store.addFile(text('hello'));
    await blockstore.put(CID.parse(cid), text('HELLO'));
    await expect(store.readFile(cid, { maxBytes: 10, timeoutMs: 2000 })).rejects.toMatchObject({
      code: 'store/unreachable'
    });
    expect(blockstore.has(CID.parse(cid))).toBe(false);
  });

  test('a link to a block whose hash nobody here can check: no source is asked', async () => {
    const blockstore = new MemoryBlockstore();
    const blake = CID.parse('bafk2bzaceadqobyha4dqobyha4dqobyha4dqobyha4dqobyha4dqobyha4dqo');
    const root = await put(
      blockstore,
      node(new UnixFS({ type: 'file', blockSizes: [3n] }), [{ name: '', cid: blake }])
    );
    await expect(open(blockstore).readFile(String(root), { maxBytes: 10 })).rejects.toMatchObject({
      code: 'store/unreadable'
    });
  });

  test.each(['', 'nonsense', 'bafybe', `Qm${'1'.repeat(44)}`, 'z'.repeat(5000), 'bagaaieraaaaa'])(
    'what is no CID: %.20j',
    async (cid) => {
      await expect(open().readFile(cid, { maxBytes: 10 })).rejects.toMatchObject({ code: 'store/invalid-cid' });
    }
  );
});

test('a full disk is said to be one', async () => {
  class FullBlockstore extends MemoryBlockstore {
    override put(): never {
      throw Object.assign(new Error('QuotaExceededError'), { name: 'PutFailedError' });
    }
  }
  await expect(open(new FullBlockstore()).addFile(text('x'))).rejects.toMatchObject({
    code: 'store/quota',
    hints: expect.arrayContaining([expect.stringContaining('space')])
  });
});

test('a cancelled call ends with its own reason', async () => {
  const reason = new Error('enough');
  const store = open();
  await expect(store.addFile(text('x'), { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  await expect(
    store.readFile(await store.addFile(text('x')), { maxBytes: 10, signal: AbortSignal.abort(reason) })
  ).rejects.toBe(reason);
});

describe('a folder as a CAR', () => {
  const files = [
    { path: 'data/rows.jsonl', bytes: text('{"a":1}\n') },
    { path: 'big.bin', bytes: seededBytes(2_500_000, 'car') }
  ];
  const sorted = (entries: { path: string; bytes: Uint8Array }[]) =>
    entries.toSorted((a, b) => (a.path < b.path ? -1 : 1));

  test('has the CID of the folder, gives the files back, and keeps nothing here', async () => {
    const blockstore = new MemoryBlockstore();
    const store = open(blockstore);
    const { cid, car } = await store.packCar(files);
    expect(sorted(await store.unpackCar(car, cid, { maxBytes: 3_000_000 }))).toEqual(sorted(files));
    expect(await Array.fromAsync(blockstore.getAll())).toEqual([]);
    expect(await open().addFolder(files)).toBe(cid);
    expect(await store.rootOfCar(car)).toBe(cid);
  });

  test('can be taken in, to be read and published', async () => {
    const { cid, car } = await open().packCar(files);
    const store = open();
    await store.importCar(car);
    expect(await store.readFile(cid, { path: 'data/rows.jsonl', maxBytes: 100 })).toEqual(files[0]!.bytes);
  });

  test('that was changed, cut short, or holds another folder is not believed', async () => {
    const store = open();
    const { cid, car } = await store.packCar(files);
    const changed = car.slice();
    changed[car.length - 10]! ^= 1;
    const unreadable = { code: 'store/unreadable' };
    const unpack = (bytes: Uint8Array, root = cid) => store.unpackCar(bytes, root, { maxBytes: 3_000_000 });
    await expect(unpack(changed)).rejects.toMatchObject(unreadable);
    await expect(unpack(car.subarray(0, -1))).rejects.toMatchObject(unreadable);
    await expect(unpack(text('no archive'))).rejects.toMatchObject(unreadable);
    await expect(store.importCar(changed)).rejects.toMatchObject(unreadable);
    const other = await store.packCar(files.slice(1));
    await expect(unpack(other.car)).rejects.toMatchObject({ code: 'store/not-found' });
    await expect(store.unpackCar(car, cid, { maxBytes: 1000 })).rejects.toMatchObject({ code: 'store/too-large' });
  });
});
