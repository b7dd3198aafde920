import { describe, expect, test } from 'vitest';
import { canonicalJson } from '../../core/encoding/canonical-json.ts';
import { toHex } from '../../core/encoding/hex.ts';
import { AppError } from '../../core/error/app-error.ts';
import type { PublishedKey } from '../../core/market/metagraph.ts';
import type { BoxClaim } from '../../core/report/unreadable.ts';
import { buildKeyBox, parseKeyBox, sealFor } from '../../core/sealing/key-box.ts';
import { keyHashOf } from '../../core/sealing/package-key.ts';
import { sealingPublicKey } from '../../core/sealing/sealing-key-pair.ts';
import { someRequest, someSubmission } from '../testing/some-request.ts';
import { checkBoxClaim } from './check-box-claim.ts';

const KEY = new Uint8Array(32).fill(7);
const OTHER = new Uint8Array(32).fill(5);
const MINER = '0x0e';
const publicKey = sealingPublicKey(new Uint8Array(32).fill(9));
const reader = { uid: 0, hotkey: '5Reader', publicKey };
const keyHash = keyHashOf(KEY);
/** Reveals begin after block 20. */
const request = someRequest();
const NEW = { protocol: 'assay-lift/3' };
const submission = someSubmission({ hotkey: MINER, keyHash, keyBoxCid: 'box', revealedBlock: 25, status: 'revealed' });
const place = { keyHash, miner: MINER, reader: '5Reader', publicKey } as const;
const about = { keyBoxCid: 'box', reader: '5Reader' };

const honest = buildKeyBox({ key: KEY, miner: MINER, recipients: [reader] }).bytes;
const without = buildKeyBox({ key: KEY, miner: MINER, recipients: [{ ...reader, uid: 1, hotkey: '5Own' }] }).bytes;
const spoilt = (change: object) => {
  const box = parseKeyBox(honest);
  return canonicalJson({ ...box, keys: box.keys.map((seal) => ({ ...seal, ...change })) });
};
const damaged = spoilt({ sealed: `0x${'ab'.repeat(48)}` });
const otherKey = spoilt(sealFor(OTHER, place)!);

interface World {
  box: Uint8Array | AppError;
  published?: Partial<PublishedKey> | null | 'unknown';
  permits?: (boolean | null)[];
  key?: Uint8Array | null;
  spec?: { protocol?: string };
}

async function check(
  claim: BoxClaim,
  { box, published = {}, permits = [true, true], key = null, spec = NEW }: World
): Promise<boolean | string> {
  const asked = [...permits];
  const chain = {
    sealingKeyAt: async () =>
      published === null || published === 'unknown'
        ? published
        : { publicKey, expiresBlock: null, publishedBlock: 3, ...published },
    hadPermitAt: async (hotkey: string) => hotkey === '5Reader' && (asked.shift() ?? null)
  };
  const content = { readFile: async () => (box instanceof AppError ? Promise.reject(box) : box) };
  try {
    return await checkBoxClaim(claim, { request, spec, submission }, key, { chain, content });
  } catch (thrown) {
    return AppError.from(thrown).code;
  }
}

describe('left out of the key box', () => {
  const claim: BoxClaim = { kind: 'not-sealed', ...about };

  test('is a fact that anyone finds in the box and on the chain', async () => {
    expect(await check(claim, { box: without })).toBe(true);
    expect(await check(claim, { box: honest })).toBe(false);
    expect(await check({ ...claim, keyBoxCid: 'another' }, { box: without })).toBe(false);
  });

  test('is nothing where the validator has itself to thank', async () => {
    const blamed = (world: Partial<World>) => check(claim, { box: without, ...world });
    expect(await blamed({ published: null })).toBe(false);
    expect(await blamed({ published: { publishedBlock: 21 } })).toBe(false);
    expect(await blamed({ published: { expiresBlock: 25 } })).toBe(false);
    expect(await blamed({ published: { expiresBlock: 26 } })).toBe(true);
    expect(await blamed({ published: { publicKey: new Uint8Array(32) } })).toBe(false);
    expect(await blamed({ permits: [false, true] })).toBe(false);
    expect(await blamed({ permits: [true, false] })).toBe(false);
    const another = { ...claim, reader: '5ReaderOfAnotherNetwork' };
    expect(await check(another, { box: without })).toBe(false);
  });

  test('is not decided where the past is not to be had', async () => {
    expect(await check(claim, { box: without, published: 'unknown' })).toBe('submission/undecided');
    expect(await check(claim, { box: without, permits: [true, null] })).toBe('submission/undecided');
    expect(await check(claim, { box: new AppError('store/unreachable', '') })).toBe('store/unreachable');
    expect(await check(claim, { box: new AppError('store/not-found', '') })).toBe('store/not-found');
  });
});

describe('a seal that gives another key', () => {
  const claim: BoxClaim = { kind: 'other-key', ...about, gives: toHex(OTHER) };

  test('is a fact that anyone finds with that key, which the miner knew', async () => {
    expect(await check(claim, { box: otherKey })).toBe(true);
    expect(await check(claim, { box: honest })).toBe(false);
    expect(await check(claim, { box: damaged })).toBe(false);
    expect(await check({ ...claim, gives: toHex(KEY) }, { box: honest })).toBe(false);
  });
});

describe('a damaged seal', () => {
  const claim: BoxClaim = { kind: 'damaged-seal', ...about };

  test('is found by whoever has the package’s key', async () => {
    expect(await check(claim, { box: damaged, key: KEY })).toBe(true);
    expect(await check(claim, { box: otherKey, key: KEY })).toBe(true);
    expect(await check(claim, { box: honest, key: KEY })).toBe(false);
    expect(await check(claim, { box: without, key: KEY })).toBe(false);
    expect(await check(claim, { box: damaged })).toBe('submission/undecided');
  });

  test('beside a right one is in no key box, which is another fault', async () => {
    const { keys } = parseKeyBox(damaged);
    const both = canonicalJson({ ...parseKeyBox(honest), keys: [...keys, ...parseKeyBox(honest).keys] });
    expect(await check(claim, { box: both, key: KEY })).toBe(false);
    const two = canonicalJson({
      ...parseKeyBox(honest),
      keys: [...parseKeyBox(otherKey).keys, ...parseKeyBox(honest).keys]
    });
    expect(await check({ kind: 'other-key', ...about, gives: toHex(OTHER) }, { box: two })).toBe(false);
  });

  test('of the first form of a box, or for a key that was never on chain, is nobody’s to claim', async () => {
    const keys = parseKeyBox(damaged).keys.map(({ hotkey, ephemeralPublicKey, sealed }) => ({
      ...{ hotkey, ephemeralPublicKey, sealed }
    }));
    const old = canonicalJson({ format: 'assay/key-box/1', keyHash, keys });
    expect(await check(claim, { box: old, key: KEY, spec: {} })).toBe(false);
    expect(await check(claim, { box: old, key: KEY })).toBe(false);
    const other = { publicKey: sealingPublicKey(new Uint8Array(32).fill(4)) };
    expect(await check(claim, { box: damaged, key: KEY, published: other })).toBe(false);
  });
});
