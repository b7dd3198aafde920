import { expect, test } from 'vitest';
import { canonicalJson } from '../encoding/canonical-json.ts';
import { parseBenchmarkOffer, type BenchmarkOffer } from './benchmark-offer.ts';

const offer: BenchmarkOffer = {
  format: 'assay/benchmark-offer/1',
  mechanism: 'lift',
  title: 'Word problems',
  domain: 'arithmetic',
  requester: `0x${'0a'.repeat(20)}`,
  benchmark: { commitment: `0x${'01'.repeat(32)}`, lockedCid: 'bafylockedfolder', rows: 20, bytes: 1000 }
};

test('an offer is read back as it was written', () => {
  expect(parseBenchmarkOffer(canonicalJson(offer))).toEqual(offer);
  const { title: _title, domain: _domain, ...earlier } = offer;
  expect(parseBenchmarkOffer(canonicalJson(earlier))).toEqual(earlier);
});

test('what is wrong is named with its place', () => {
  const failure = (value: unknown) => {
    try {
      return parseBenchmarkOffer(canonicalJson(value as BenchmarkOffer));
    } catch (error) {
      return (error as { details?: { path?: string } }).details?.path;
    }
  };
  expect(failure({ ...offer, title: 'x' })).toBe('/title');
  expect(failure({ ...offer, requester: '5xyz' })).toBe('/requester');
  expect(failure({ ...offer, benchmark: { ...offer.benchmark, rows: 0 } })).toBe('/benchmark/rows');
  expect(failure({ ...offer, price: 1 })).toBe('/price');
  expect(() => parseBenchmarkOffer(new Uint8Array(20_000))).toThrow(/larger than/);
  expect(() => parseBenchmarkOffer(new TextEncoder().encode('{'))).toThrow();
});
