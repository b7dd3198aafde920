import { WORD_PROBLEM_REQUEST } from '../../core/demo/word-problems.ts';
import { canonicalJson } from '../../core/encoding/canonical-json.ts';
import { reportDocument } from '../../core/report/report-document.ts';
import { mechanisms } from '../../score/mechanisms.ts';
import { describe, expect, test } from 'vitest';
import type { ScoreReport } from '../../core/report/score-report.ts';
import { AppError } from '../../core/error/app-error.ts';
import type { ErrorCode } from '../../core/error/error-codes.ts';
import type { Unreadable } from '../../core/report/unreadable.ts';
import { judgedView } from './judged-view.ts';
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
const WITH_ALL = { withoutEarlier: [], withoutOpened: [], openedRead: [] };
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
  ).toMatchObject({ withoutEarlier: [0, 1] });
  expect(
    await challengedView(
      place,
      edges(() => report())
    )
  ).toEqual(WITH_ALL);
});

test('what no rerun reads, or what is named twice, makes no report one that nobody can judge', async () => {
  const named = await challengedView(
    place,
    edges(() => report(0, 0, 2, 3, 4, 7))
  );
  expect(named.withoutEarlier).toEqual([0]);
  expect(await isSameView(report(0), named, { mechanisms })).toBe(true);
});

test('a report that nobody has, or that is none, hides nothing; an outage decides nothing', async () => {
  expect(await challengedView(place, failing('store/not-found'))).toEqual(WITH_ALL);
  expect(
    await challengedView(
      place,
      edgesOf(() => '{}')
    )
  ).toEqual(WITH_ALL);
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

describe('a report that says that the package cannot be read', () => {
  const unread = (unreadable: Unreadable): ScoreReport => {
    const { result, ...rest } = someReport(0, { format: 'assay/report/3', unreadable });
    const chain = { ...rest.chain, market: `0x${'ab'.repeat(20)}` };
    return { ...rest, chain, result: { ...result, format: 'assay/result/1', evidence: {} } };
  };
  const accusedKey = { publicKeyOf: (address: string) => (address === '5Accused' ? '0x10' : '0x99') };
  const published = (report: ScoreReport) => {
    const all = edges(() => report);
    return { ...all, chain: { ...all.chain, ...accusedKey } } as MarketEdges;
  };
  const claim = (reader: string): Unreadable => ({ kind: 'damaged-seal', keyBoxCid: 'box', reader });

  test('is wrong whatever else the challenger could read, and so has no view to keep to', async () => {
    const accused = published(unread({ kind: 'no-key-box', keyBoxCid: 'box' }));
    for (const own of [report(), report(0), report(0, 1)]) await requireSameView(place, own, accused);
    expect(await challengedView(place, accused)).toEqual(WITH_ALL);
  });

  test('is judged by what it says of its own seal, and of nobody else’s', async () => {
    expect((await judgedView(place, published(unread(claim('5Accused'))))).accusedClaim).toEqual(claim('5Accused'));
    expect((await judgedView(place, published(unread(claim('5Other'))))).accusedClaim).toBeNull();
    const general = unread({ kind: 'no-entry', packageCid: 'package' });
    expect((await judgedView(place, published(general))).accusedClaim).toBeNull();
    expect((await judgedView(place, published(report()))).accusedClaim).toBeNull();
    await expect(judgedView(place, failing('store/unreachable'))).rejects.toMatchObject({ code: 'store/unreachable' });
  });

  test('counts as evidence or verdict where it is a fact for all, or about the seal of the accused', async () => {
    const accused = published(report());
    await requireSameView(place, unread({ kind: 'no-key-box', keyBoxCid: 'box' }), accused);
    await requireSameView(place, unread(claim('5Accused')), accused);
    await expect(requireSameView(place, unread(claim('5Juror')), accused)).rejects.toMatchObject({
      code: 'challenge/cannot-read'
    });
  });
});

test('the order of a view is of no matter', async () => {
  const view = (...withoutEarlier: number[]) => ({ ...WITH_ALL, withoutEarlier });
  expect(await isSameView(report(1, 0), view(0, 1), { mechanisms })).toBe(true);
  expect(await isSameView(report(1), view(0), { mechanisms })).toBe(false);
});

describe('what other requests opened', () => {
  const [A, B] = [
    { request: 3, submission: 0 },
    { request: 1, submission: 2 }
  ];
  /** Of a mechanism whose evidence is the view itself. */
  const viewing = { load: async () => ({ opened: { viewOf: (evidence: unknown) => evidence } }) };
  const seeing = (read: object[], unread: object[]): ScoreReport => {
    const plain = report();
    return { ...plain, result: { ...plain.result, evidence: { read, unread } } };
  };
  const seenBy = async (own: ScoreReport, accused: ScoreReport) => {
    const { read, unread } = accused.result.evidence as { read: (typeof A)[]; unread: (typeof A)[] };
    const view = { ...WITH_ALL, openedRead: read, withoutOpened: unread };
    return isSameView(own, view, { mechanisms: viewing } as never);
  };

  test('is part of the view: neither may have read what the other could not', async () => {
    expect(await seenBy(seeing([A], [B]), seeing([A], [B]))).toBe(true);
    expect(await seenBy(seeing([A], []), seeing([A, B], []))).toBe(true);
    expect(await seenBy(seeing([A, B], []), seeing([A], [B]))).toBe(false);
    expect(await seenBy(seeing([A], [B]), seeing([A, B], []))).toBe(false);
  });
});
