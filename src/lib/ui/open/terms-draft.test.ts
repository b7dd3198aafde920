import { expect, test } from 'vitest';
import { defaultTerms } from '../../market/request/default-terms.ts';
import { emptyTermsDraft, termsProblems, toTerms, type TermsDraft } from './terms-draft.ts';

const market = { isLocal: true, minWindowBlocks: 5, validators: 2 };
const draft = (more: Partial<TermsDraft> = {}) => ({ ...emptyTermsDraft(market), ...more });
const wrong = (more: Partial<TermsDraft>) => Object.keys(termsProblems(draft(more), market));

test('the defaults are those of every client, and nothing is wrong with them', () => {
  expect(termsProblems(draft(), market)).toEqual({});
  const terms = defaultTerms({ deadlineBlock: 310, ...market });
  expect(toTerms(draft(), 10)).toEqual({ ...terms, minerProceedsPpm: 0 });
  expect(draft().quorum).toBe('2');
});

test('each rule of the market names its field', () => {
  expect(wrong({ deadlineBlocks: '648001' })).toEqual(['deadlineBlocks']);
  expect(wrong({ revealBlocks: '4', openBlocks: '' })).toEqual(['revealBlocks', 'openBlocks']);
  expect(wrong({ threshold: '1.1', maxSpread: '-1', outlierFloor: '0' })).toEqual([
    'threshold',
    'maxSpread',
    'outlierFloor'
  ]);
  expect(wrong({ assigned: '2' })).toEqual(['assigned']);
  expect(wrong({ quorum: '4' })).toEqual(['quorum']);
  expect(wrong({ maxPerColdkey: '0', challengeBondTao: '0.0009' })).toEqual(['maxPerColdkey', 'challengeBondTao']);
  expect(wrong({ earlyBonusPercent: '1001' })).toEqual(['earlyBonusPercent']);
});

test('a sale needs a price and a licence, and only counts with private delivery', () => {
  expect(wrong({ privateDelivery: true, forSale: true })).toEqual(['priceTao', 'licenceText']);
  const sold = draft({ privateDelivery: true, forSale: true, priceTao: '2', licenceText: 'Use it.', freeBuyers: '3' });
  expect(termsProblems(sold, market)).toEqual({});
  expect(toTerms(sold, 0)).toMatchObject({ forSale: true, priceRao: 2_000_000_000n, freeBuyers: 3 });
  expect(toTerms({ ...sold, privateDelivery: false }, 0)).toMatchObject({
    forSale: false,
    priceRao: 0n,
    freeBuyers: 0
  });
});
