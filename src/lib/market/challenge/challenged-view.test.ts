import { WORD_PROBLEM_REQUEST } from '../../core/demo/word-problems.ts';
import { canonicalJson } from '../../core/encoding/canonical-json.ts';
import { reportDocument } from '../../core/report/report-document.ts';
import { mechanisms } from '../../score/mechanisms.ts';
import { expect, test } from 'vitest';
import type { ScoreReport } from '../../core/report/score-report.ts';
import { AppError } from '../../core/error/app-error.ts';
import type { ErrorCode } from '../../core/error/error-codes.ts';
import { challengedView, isSameView, requireSameView } from './challenged-view.ts';
import type { MarketEdges } from '../../ports/market-edges.ts';
import { someReport } from '../testing/some-report.ts';
import { someElector, someRequest, someSubmission } from '../testing/some-request.ts';

const COMMITMENT = `0x${'a1'.repeat(32)}` as const;
const DOCUMENT = canonicalJson({
  ...WORD_PROBLEM_REQUEST,
  benchmark: { commitment: COMMITMENT, lockedCid: 'locked-folder', rows: 60, bytes: 1000 }
});
const place = { request: { id: 0 }, submissionIndex: 2, seat: 0 };
const report = (...earlierUnread: number[]): ScoreReport =>
  someReport(0.5, earlierUnread.length > 0 ? { earlierUnread } : {});

/** One seat whose folder of reports gives that. */
function edges(published: () => ScoreReport): MarketEdges {
  return edgesOf(() => JSON.stringify(reportDocument(published())));
}

function edgesOf(published: () => string): MarketEdges {
  const electors = async () => [someElector({ reportsCid: 'reports' })];
  const request = async () => someRequest({ benchmarkCommitment: COMMITMENT });
  const submissions = async () =>
    (['failed', 'revealed', 'revealed', 'revealed', 'sealed'] as const).map((status, index) =>
      someSubmission({ index, status })
    );
  const readFile = async (cid: string) => (cid === 'reports' ? new TextEncoder().encode(published()) : DOCUMENT);
  return { chain: { electors, request, submissions }, content: { readFile }, mechanisms } as unknown as MarketEdges;
}
const failing = (code: ErrorCode) =>
  edges(() => {
    throw new AppError(code, 'No.');
  });

test('the view of a report is what it says that it was measured without', async () => {
  expect(
    await challengedView(
      place,
      edges(() => report(1, 0))
    )
  ).toEqual([0, 1]);
  expect(
    await challengedView(
      place,
      edges(() => report())
    )
  ).toEqual([]);
});

test('what no rerun reads, or what is named twice, makes no report one that nobody can judge', async () => {
  const named = await challengedView(
    place,
    edges(() => report(0, 0, 2, 3, 4, 7))
  );
  expect(named).toEqual([0]);
  expect(isSameView(report(0), named)).toBe(true);
});

test('a report that nobody has, or that is none, hides nothing; an outage decides nothing', async () => {
  expect(await challengedView(place, failing('store/not-found'))).toEqual([]);
  expect(
    await challengedView(
      place,
      edgesOf(() => '{}')
    )
  ).toEqual([]);
  await expect(challengedView(place, failing('store/unreachable'))).rejects.toMatchObject({
    code: 'store/unreachable'
  });
});

test('numbers of different views are not compared', async () => {
  const without = edges(() => report(0));
  const withAll = edges(() => report());
  await requireSameView(place, report(0), without);
  await requireSameView(place, report(), withAll);
  await expect(requireSameView(place, report(), without)).rejects.toMatchObject({
    code: 'challenge/other-view',
    hints: [expect.stringContaining('Measure it anew')]
  });
  await expect(requireSameView(place, report(0), withAll)).rejects.toMatchObject({
    code: 'challenge/other-view',
    hints: [expect.stringContaining('do not judge')]
  });
});

test('the order of a view is of no matter', () => {
  expect(isSameView(report(1, 0), [0, 1])).toBe(true);
  expect(isSameView(report(1), [0])).toBe(false);
});
