import { expect, test } from 'vitest';
import { canonicalJson } from '../../core/encoding/canonical-json.ts';
import type { Hex } from '../../core/encoding/hex.ts';
import { AppError } from '../../core/error/app-error.ts';
import { readBenchmarkOffer } from './read-benchmark-offer.ts';

const COMMITMENT: Hex = `0x${'0c'.repeat(32)}`;
const [REQUESTER, OWNER, STRANGER]: Hex[] = [`0x${'01'.repeat(20)}`, `0x${'02'.repeat(20)}`, `0x${'03'.repeat(20)}`];
const ASKED = { commitment: COMMITMENT, mechanism: 'lift', requester: REQUESTER!, mostRao: 5n };
const OFFER = {
  format: 'assay/benchmark-offer/1',
  mechanism: 'lift',
  requester: REQUESTER,
  benchmark: { commitment: COMMITMENT, lockedCid: 'bafylocked0', rows: 60, bytes: 1000 }
};

/** The fee, or the code of what is wrong. */
async function read(asked: object, { offer = {}, owner = OWNER! }: { offer?: object; owner?: Hex } = {}) {
  const chain = { registeredBenchmark: async () => ({ owner, feeRao: 5n, cid: 'offer' }) };
  const content = { readFile: async () => canonicalJson({ ...OFFER, ...offer }) };
  const edges = { chain, content } as unknown as Parameters<typeof readBenchmarkOffer>[1];
  try {
    return (await readBenchmarkOffer({ ...ASKED, ...asked }, edges)).feeRao;
  } catch (thrown) {
    return AppError.from(thrown).code;
  }
}

test('an offer is taken for the requester, mechanism and commitment that it is for', async () => {
  expect(await read({})).toBe(5n);
  expect(await read({ requester: STRANGER! })).toBe('benchmark/not-offered');
  expect(await read({ mechanism: 'harness' })).toBe('benchmark/not-offered');
  expect(await read({ commitment: `0x${'0d'.repeat(32)}` })).toBe('benchmark/not-offered');
});

test('no more is paid for it than the requester has named', async () => {
  expect(await read({ mostRao: 6n })).toBe(5n);
  expect(await read({ mostRao: 4n })).toBe('benchmark/not-offered');
  expect(await read({ mostRao: 0n })).toBe('benchmark/not-offered');
  expect(await read({ mostRao: undefined })).toBe(5n);
  // One's own costs nothing.
  expect(await read({ mostRao: 0n }, { owner: REQUESTER! })).toBe(0n);
});
