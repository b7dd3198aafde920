import type { ScoreReport } from '../../core/report/score-report.ts';
import type { MarketSubmission } from '../../core/market/market-state.ts';
import { reportDocument } from '../../core/report/report-document.ts';
import { mechanisms } from '../../score/mechanisms.ts';
import { expect, test } from 'vitest';
import { fetchResults } from './fetch-results.ts';
import { someReport } from '../testing/some-report.ts';
import { someSubmission } from '../testing/some-request.ts';

const submission = (index: number, reportsCids: string[]) =>
  someSubmission({
    index,
    scores: reportsCids.map((reportsCid, seat) => ({
      seat,
      hotkey: '0x02',
      scorePpm: 1,
      block: 2,
      reportsCid,
      isStruck: false,
      isOutlier: false
    }))
  });

const report = (score: number, uid = 0) => someReport(score, { validator: { hotkey: 'key', uid } });

const json = (one: ScoreReport) => JSON.stringify(reportDocument(one));

const files: Record<string, string> = {
  'good/report-0.json': json(report(0.5, 2)),
  'good2/report-0.json': json(report(0.5, 3)),
  'other/report-1.json': json(report(0.25)),
  'lie/report-0.json': json({ ...report(0.5), result: { ...report(0.5).result, score: 7 } })
};
const lift = (...submissions: MarketSubmission[]) => ({ submissions, mechanism: 'lift' });
const edges = {
  mechanisms,
  content: {
    readFile: async (cid: string, { path = '' }: { path?: string } = {}) => {
      const file = files[`${cid}/${path}`];
      if (file === undefined) throw new Error('not found');
      return new TextEncoder().encode(file);
    }
  }
};

test('the first readable report of every submission; none for one without', async () => {
  const found = await fetchResults(
    lift(submission(0, ['gone', 'lie', 'good']), submission(1, ['other', 'good']), submission(2, ['gone'])),
    edges
  );
  expect(found.map(({ submission, uid, result }) => [submission, uid, result.score])).toEqual([
    [0, 2, 0.5],
    [1, 0, 0.25]
  ]);
});

test('a result of another mechanism than the request asks for is none', async () => {
  const submissions = [submission(0, ['good'])];
  expect(await fetchResults({ submissions, mechanism: 'harness' }, edges)).toEqual([]);
});

test('what a jury struck is left out, and an outlier comes last', async () => {
  const { scores } = submission(0, ['good', 'good2']);
  const [first, second] = scores;
  const uids = async (given: typeof scores) =>
    (await fetchResults(lift(someSubmission({ scores: given })), edges)).map(({ uid }) => uid);
  expect(await uids([{ ...first!, isStruck: true }, second!])).toEqual([3]);
  expect(await uids([{ ...first!, isOutlier: true }, second!])).toEqual([3]);
  expect(await uids([{ ...first!, isStruck: true }])).toEqual([]);
});

test('a cancel is a cancel, not a missing report', async () => {
  const signal = AbortSignal.abort(new Error('enough'));
  await expect(fetchResults(lift(submission(0, ['gone'])), edges, { signal })).rejects.toThrow('enough');
});
