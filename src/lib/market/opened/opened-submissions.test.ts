import { expect, test } from 'vitest';
import type { MarketRequest, MarketSubmission } from '../../core/market/market-state.ts';
import { someRequest, someSubmission } from '../testing/some-request.ts';
import { openedBefore } from './opened-before.ts';
import { openedSubmissions, REQUESTS_LOOKED_AT } from './opened-submissions.ts';

type Market = { request: MarketRequest; submissions: MarketSubmission[] }[];

function chainOf(market: Market) {
  const asked: number[] = [];
  return {
    asked,
    requestCount: async () => market.length,
    request: async (id: number) => market[id]!.request,
    submissions: async (id: number) => {
      asked.push(id);
      return market[id]!.submissions;
    }
  };
}

const settled = (id: number, submissions: MarketSubmission[], more: Partial<MarketRequest> = {}) => ({
  request: someRequest({ id, stage: 'settled', openedBlock: 10 * id, ...more }),
  submissions: submissions.map((one) => ({ ...one, requestId: id }))
});
const opened = (index: number, closedBlock: number, more: Partial<MarketSubmission> = {}) =>
  someSubmission({ index, status: 'opened', plainCid: `${index}`, packageKey: '0x01', closedBlock, ...more });
const placesOf = async (market: Market, before = { requestId: 99, openedBefore: 100, committedBefore: 50 }) =>
  (await openedSubmissions(chainOf(market), before)).map(({ request, submission }) => [request.id, submission.index]);

test('what was opened last comes first', async () => {
  const market = [
    settled(0, [opened(0, 60), opened(1, 80)]),
    settled(1, [opened(1, 70), opened(0, 70), opened(2, 80)])
  ];
  expect(await placesOf(market)).toEqual([
    [1, 2],
    [0, 1],
    [1, 0],
    [1, 1],
    [0, 0]
  ]);
});

test('nothing counts that was opened later, committed later, sold to one alone, or is of the same request', async () => {
  const market = [
    settled(0, [
      opened(0, 99),
      opened(1, 100),
      opened(2, 90, { committedBlock: 50 }),
      opened(3, 90, { packageKey: null }),
      someSubmission({ index: 4, status: 'failed' })
    ]),
    { ...settled(1, [opened(0, 60)]), request: someRequest({ id: 1, stage: 'scoring' }) },
    settled(2, [opened(0, 60)], { openedBlock: 100 })
  ];
  expect(await placesOf(market)).toEqual([[0, 0]]);
  expect(await placesOf(market, { requestId: 0, openedBefore: 1000, committedBefore: 1000 })).toEqual([[2, 0]]);
});

test('requests that came later move nobody out of the newest thousand', async () => {
  const before = { requestId: 99_999, openedBefore: 20_000, committedBefore: 50 };
  const many = Array.from({ length: REQUESTS_LOOKED_AT + 1 }, (_, id) => settled(id, id < 2 ? [opened(0, 60)] : []));
  expect(await placesOf(many, before)).toEqual([[1, 0]]);
  const later = Array.from({ length: 40 }, (_, at) => settled(many.length + at, [], { openedBlock: 20_000 }));
  expect(await placesOf([...many, ...later], before)).toEqual([[1, 0]]);
});

test('a request in which nothing can be opened any more is read once', async () => {
  const chain = chainOf([settled(0, [opened(0, 60)]), settled(1, [someSubmission({ status: 'passed' })])]);
  const before = { requestId: 9, openedBefore: 100, committedBefore: 50 };
  await openedSubmissions(chain, before);
  await openedSubmissions(chain, before);
  expect(chain.asked.toSorted()).toEqual([0, 1, 1]);
});

test('the blocks of a submission are its own commit and the seating of its validators', () => {
  const request = someRequest({ id: 3, snapshotBlock: 40 });
  expect(openedBefore(request, someSubmission({ committedBlock: 12 }))).toEqual({
    requestId: 3,
    openedBefore: 40,
    committedBefore: 12
  });
});
