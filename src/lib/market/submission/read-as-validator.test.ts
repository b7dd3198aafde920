import { describe, expect, test } from 'vitest';
import { AppError } from '../../core/error/app-error.ts';
import type { ErrorCode } from '../../core/error/error-codes.ts';
import { buildKeyBox, parseKeyBox } from '../../core/sealing/key-box.ts';
import { canonicalJson } from '../../core/encoding/canonical-json.ts';
import { keyHashOf } from '../../core/sealing/package-key.ts';
import { sealPackage } from '../../core/sealing/sealed-package.ts';
import { sealingPublicKey } from '../../core/sealing/sealing-key-pair.ts';
import type { ContentStore } from '../../ports/content-store.ts';
import { someRequest, someSubmission } from '../testing/some-request.ts';
import { readAsValidator } from './read-as-validator.ts';

const KEY = new Uint8Array(32).fill(7);
const SECRET = new Uint8Array(32).fill(9);
const OLD_SECRET = new Uint8Array(32).fill(8);
const MINER = '0x0e';
const reader = { hotkey: '5Reader', secretKeys: [SECRET, OLD_SECRET] };
const recipient = (secret: Uint8Array) => ({ uid: 0, hotkey: '5Reader', publicKey: sealingPublicKey(secret) });
const boxFor = (...secrets: Uint8Array[]) =>
  buildKeyBox({ key: KEY, miner: MINER, recipients: secrets.map(recipient) }).bytes;
const noise = (length: number) => Uint8Array.from({ length }, (_, at) => (at * 73 + 11) % 256);
const sealed = (car: Uint8Array) => sealPackage({ car, key: KEY }, noise);
const submission = someSubmission({
  hotkey: MINER,
  keyHash: keyHashOf(KEY),
  keyBoxCid: 'box',
  plainCid: 'plain',
  revealedBlock: 25,
  status: 'revealed'
});
const ROWS = [{ path: 'data/train.jsonl', bytes: new Uint8Array(1) }];

interface World {
  box?: Uint8Array | AppError;
  /** What stands under the sealed CID, by path. */
  folder?: ReturnType<typeof sealed> | AppError;
  /** What its CAR holds under the committed CID. */
  unpacked?: typeof ROWS | AppError;
  /** The request's document. */
  spec?: { protocol?: string };
}

const NEW = { protocol: 'assay-lift/3' };

async function read({
  box = boxFor(SECRET),
  folder = sealed(noise(10)),
  unpacked = ROWS,
  spec = NEW
}: World): Promise<string> {
  const given = <T>(value: T | AppError): Promise<T> =>
    value instanceof AppError ? Promise.reject(value) : Promise.resolve(value);
  const content = {
    readFile: async (cid: string, { path }: { path?: string }) => {
      if (cid === 'box') return given(box);
      return (await given(folder)).find((file) => file.path === path)!.bytes;
    },
    unpackCar: () => given(unpacked)
  } as unknown as ContentStore;
  const chain = {
    sealingKeyAt: async () => ({ publicKey: sealingPublicKey(SECRET), expiresBlock: null, publishedBlock: 3 }),
    hadPermitAt: async () => true
  };
  const mechanism = {
    readEntry(files: readonly { path: string }[]) {
      if (!files.some(({ path }) => path.startsWith('data/'))) throw new AppError('package/no-data', '');
    }
  };
  const place = { request: someRequest(), spec, submission, mechanism };
  try {
    const { unreadable } = await readAsValidator(place, reader, { chain, content }, { maxBytes: 1000 });
    return unreadable?.kind ?? 'readable';
  } catch (thrown) {
    return AppError.from(thrown).code;
  }
}
const error = (code: ErrorCode, cause?: unknown) => new AppError(code, '', { cause });

describe('what a miner spoilt', () => {
  test('is a fact, of the kind that it is', async () => {
    expect(await read({})).toBe('readable');
    expect(await read({ box: noise(5000) })).toBe('no-key-box');
    expect(await read({ box: error('store/invalid-cid') })).toBe('no-key-box');
    expect(await read({ box: boxFor() })).toBe('not-sealed');
    expect(await read({ folder: error('store/not-a-folder') })).toBe('not-the-package');
    expect(await read({ folder: error('store/too-large') })).toBe('not-the-package');
    const folder = sealed(noise(10)).map((file) =>
      file.path === 'ciphertext.bin' ? { ...file, bytes: noise(5000) } : file
    );
    expect(await read({ folder })).toBe('not-the-package');
    expect(await read({ unpacked: error('store/unreadable') })).toBe('not-the-package');
    // Of a CAR that does not hold the committed CID.
    expect(await read({ unpacked: error('store/not-found') })).toBe('not-the-package');
    expect(await read({ unpacked: [{ path: 'answers.txt', bytes: new Uint8Array(1) }] })).toBe('no-entry');
  });

  test('of the seal for its present key is said also where there is one for an earlier key', async () => {
    const box = parseKeyBox(boxFor(OLD_SECRET));
    const keys = box.keys.map((seal) => ({ ...seal, sealed: `0x${'ab'.repeat(48)}` }));
    expect(await read({ box: canonicalJson({ ...box, keys }) })).toBe('not-sealed');
    const present = parseKeyBox(boxFor(SECRET)).keys.map((seal) => ({ ...seal, sealed: `0x${'ab'.repeat(48)}` }));
    expect(await read({ box: canonicalJson({ ...box, keys: present }) })).toBe('damaged-seal');
    expect(await read({ box: boxFor(OLD_SECRET) })).toBe('readable');
  });

  test('is not hidden by the first form of a key box, which a request that names its measure does not take', async () => {
    const { keyHash, keys } = parseKeyBox(boxFor(SECRET));
    const damaged = keys.map(({ hotkey, ephemeralPublicKey }) => ({
      ...{ hotkey, ephemeralPublicKey, sealed: `0x${'ab'.repeat(48)}` }
    }));
    const box = canonicalJson({ format: 'assay/key-box/1', keyHash, keys: damaged });
    expect(await read({ box })).toBe('no-key-box');
    expect(await read({ box, spec: {} })).toBe('submission/damaged-seal');
  });
});

describe('what may be an outage, or a fault of this machine', () => {
  test.each(['store/not-found', 'store/unreachable', 'store/unanswered', 'internal/unexpected', 'disk/full'] as const)(
    'is no fact: %s',
    async (code) => {
      expect(await read({ box: error(code) })).toBe(code);
      expect(await read({ folder: error(code) })).toBe(code);
    }
  );

  test('is none either where a reader wrapped it as something unreadable', async () => {
    const io = Object.assign(new Error('EIO: i/o error, read'), { code: 'EIO' });
    const memory = new RangeError('Array buffer allocation failed');
    const late = Object.assign(new Error('late'), { name: 'TimeoutError' });
    for (const cause of [io, memory, new Error('reading', { cause: late })]) {
      expect(await read({ folder: error('store/unreadable', cause) })).toBe('store/unreadable');
      expect(await read({ unpacked: error('store/unreadable', cause) })).toBe('store/unreadable');
    }
    expect(await read({ unpacked: error('store/unreadable', new Error('index out of range: EIO')) })).toBe(
      'not-the-package'
    );
  });
});
