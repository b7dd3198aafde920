import { expect, test } from 'vitest';
import type { MarketChain } from '../../ports/market-chain.ts';
import type { ScoreReport } from '../../core/report/score-report.ts';
import { someReport } from '../testing/some-report.ts';
import { checkReport } from './check-report.ts';

const identity = { genesisHash: '0x00', marketAddress: `0x${'Ab'.repeat(20)}`, netuid: 2 };
const edges = {
  chain: { identity: () => identity } as unknown as MarketChain,
  verifySignature: async () => true
};
const marketCheck = async (report: ScoreReport) =>
  (await checkReport(report, null, { seeds: 1 }, edges)).find(({ name }) => name === 'market');
const later = (market: string) => {
  const { chain } = someReport(0.5);
  return someReport(0.5, { format: 'assay/report/3', chain: { ...chain, market } });
};

test('a report is of the market that its statement names', async () => {
  expect(await marketCheck(later(`0x${'ab'.repeat(20)}`))).toMatchObject({ pass: true });
  expect(await marketCheck(later(`0x${'cd'.repeat(20)}`))).toMatchObject({ pass: false });
});

test('one of an earlier form names none, and that is said', async () => {
  expect(await marketCheck(someReport(0.5))).toEqual({
    name: 'market',
    pass: null,
    evidence: 'The statement names no market: assay/report/1 does not.'
  });
});
