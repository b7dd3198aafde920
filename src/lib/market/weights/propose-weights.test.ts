// The proposal on a market as an attacker leaves it behind: requests it opened and answered itself, under its own keys and
// under others.
import { describe, expect, test } from 'vitest';
import { WORD_PROBLEM_REQUEST } from '../../core/demo/word-problems.ts';
import { canonicalJson } from '../../core/encoding/canonical-json.ts';
import { RAO_PER_TAO } from '../../core/encoding/tao.ts';
import type { MarketRequest, MarketSubmission } from '../../core/market/market-state.ts';
import type { Neuron } from '../../core/market/metagraph.ts';
import type { Hex } from '../../core/encoding/hex.ts';
import { mechanisms } from '../../score/mechanisms.ts';
import type { MarketEdges } from '../../ports/market-edges.ts';
import { someMetagraph, someNeuron } from '../testing/some-neuron.ts';
import { someRequest, someSubmission } from '../testing/some-request.ts';
import { someWeightRules } from '../testing/some-weight-rules.ts';
import { proposeWeights } from './propose-weights.ts';

const key = (byte: string): Hex => `0x${byte.repeat(32)}`;
const account = (publicKey: Hex) => publicKey.slice(0, 42) as Hex;
const VALIDATOR = key('aa');
/** uid 1 and 2 of one coldkey each, uid 3 and 4 of one together. */
const NEURONS: Neuron[] = ['b0', 'b1', 'b2', 'b3', 'b4'].map((byte, uid) => {
  const coldkey = uid === 4 ? 'c3' : `c${uid}`;
  return someNeuron({ uid, publicKey: key(byte), coldkey: `5${coldkey}`, coldkeyPublicKey: key(coldkey) });
});
const STRANGER = key('d0');

interface Paid {
  uid: number;
  score: number;
  tao: number;
  status?: MarketSubmission['status'];
  isOutlier?: boolean;
  coldkey?: Hex;
}

/** A request and what its miners were paid. */
function paidRequest(id: number, paid: Paid[], more: Partial<MarketRequest> = {}) {
  const minersRao = paid.reduce((sum, { tao }) => sum + BigInt(Math.round(tao * 1e9)), 0n);
  const request = someRequest({
    id,
    stage: 'settled',
    requester: account(STRANGER),
    drawnBlock: 5,
    settledBlock: 35,
    bountyRao: (minersRao * 10n) / 7n,
    minersRao,
    ...more
  });
  const submissions = paid.map(({ uid, score, tao, status = 'opened', isOutlier = false, coldkey }, index) =>
    someSubmission({
      requestId: id,
      index,
      hotkey: NEURONS[uid]!.publicKey,
      coldkey: coldkey ?? NEURONS[uid]!.coldkeyPublicKey,
      status,
      shareRao: BigInt(Math.round(tao * 1e9)),
      scores: [
        {
          seat: 0,
          hotkey: VALIDATOR,
          scorePpm: Math.round(score * 1e6),
          block: 20,
          reportsCid: 'reports',
          isStruck: false,
          isOutlier
        }
      ]
    })
  );
  return { request, submissions };
}

function propose(requests: ReturnType<typeof paidRequest>[], choice: Parameters<typeof proposeWeights>[2] = {}) {
  const chain: Partial<MarketEdges['chain']> = {
    metagraph: async () => ({ ...someMetagraph(...NEURONS), block: 40 }),
    weightRules: async () => someWeightRules(),
    requestCount: async () => requests.length,
    request: async (id) => requests[id]!.request,
    submissions: async (id) => requests[id]!.submissions
  };
  const content = { readFile: async () => canonicalJson({ ...WORD_PROBLEM_REQUEST, title: 'Sums' }) };
  return proposeWeights({ chain, content, mechanisms } as unknown as MarketEdges, { publicKey: VALIDATOR }, choice);
}

const shareOf = async (proposal: ReturnType<typeof propose>, uid: number) =>
  (await proposal).rows.find((row) => row.uid === uid)?.shareAfter ?? 0;
const OVER = 'over the cap, because nobody else may grow beyond twice what was paid';
const HONEST = Array.from({ length: 20 }, (_, id) => paidRequest(id, [{ uid: 1, score: 0.5, tao: 70 }]));

describe('a request that its miner pays for itself', () => {
  const own = paidRequest(20, [{ uid: 2, score: 1, tao: 0.0007 }]);

  test('of 0.001 TAO is nothing beside twenty of 100 TAO', async () => {
    expect(await shareOf(propose([...HONEST, own]), 2)).toBe(0);
    expect(await shareOf(propose([...HONEST, own], { leastBountyRao: 0n }), 2)).toBeLessThan(0.000_1);
  });

  test.each<[string, Partial<MarketRequest>, Partial<Paid>]>([
    ['with its coldkey', { requester: account(key('c2')) }, {}],
    ['with its hotkey', { requester: account(key('b2')) }, {}],
    ['with another hotkey of its coldkey', { requester: account(key('b4')) }, { uid: 3 }],
    ['with the coldkey it had when it submitted', { requester: account(key('e7')) }, { coldkey: key('e7') }]
  ])('%s counts nothing, and it says why', async (_, request, paid) => {
    const uid = paid.uid ?? 2;
    const large = paidRequest(20, [{ uid, score: 1, tao: 7_000, ...paid }], request);
    const proposal = await propose([...HONEST, large]);
    expect(proposal.uids).toEqual([1]);
    expect(proposal.leftOut).toMatchObject([{ requestId: 20, submissionIndex: 0, uid, reason: 'own-request' }]);
    expect(proposal.rows.find((row) => row.uid === uid)!.why).toEqual([
      "request 20 counts nothing: the requester is the miner's own coldkey"
    ]);
  });
});

describe('what is not paid, or not certain, counts nothing', () => {
  test.each<[string, Partial<MarketRequest>, Partial<Paid>]>([
    ['not-settled', { stage: 'scoring', settledBlock: null }, { status: 'revealed' }],
    ['refunded', { stage: 'refunded' }, { status: 'failed' }],
    ['not-passed', {}, { status: 'failed' }],
    ['not-delivered', {}, { status: 'passed' }],
    ['forfeited', {}, { status: 'forfeited' }],
    ['outlier', {}, { isOutlier: true }],
    ['score-0', {}, { score: 0 }],
    ['small-bounty', { bountyRao: RAO_PER_TAO / 10n - 1n }, {}]
  ])('%s', async (reason, request, paid) => {
    const { uids, leftOut } = await propose([paidRequest(0, [{ uid: 1, score: 0.5, tao: 7, ...paid }], request)]);
    expect(uids).toEqual([]);
    expect(leftOut).toMatchObject([{ requestId: 0, uid: 1, reason }]);
  });

  test('of a hotkey that holds no uid now', async () => {
    const gone = paidRequest(0, [{ uid: 1, score: 0.5, tao: 7 }]);
    gone.submissions[0]!.hotkey = key('b9');
    expect(await propose([gone])).toMatchObject({ uids: [], leftOut: [{ uid: null, reason: 'not-registered' }] });
  });

  test('where fewer requesters paid than the validator asks for; keys of one coldkey are one requester', async () => {
    const by = (id: number, requester: Hex, uid: number) =>
      paidRequest(id, [{ uid, score: 0.5, tao: 7 }], { requester: account(requester) });
    const requests = [by(0, STRANGER, 1), by(1, key('b3'), 1), by(2, key('b3'), 2), by(3, key('c3'), 2)];
    const { uids, leftOut } = await propose(requests, { leastRequesters: 2 });
    expect(uids).toEqual([1]);
    expect(leftOut.map(({ requestId, reason }) => [requestId, reason])).toEqual([
      [2, 'few-requesters'],
      [3, 'few-requesters']
    ]);
  });
});

test('older payments count less, and each share says what it rests on', async () => {
  const requests = [
    paidRequest(0, [{ uid: 1, score: 0.5, tao: 7 }], { settledBlock: 10 }),
    paidRequest(1, [{ uid: 2, score: 0.25, tao: 7 }], { settledBlock: 40 })
  ];
  const { rows, values, countedRao } = await propose(requests, { halfLifeBlocks: 30 });
  expect(values).toEqual([32_768, 65_535]);
  expect(countedRao).toBe(10_500_000_000n);
  expect(rows.map(({ why }) => why)).toEqual([
    [
      'lift: 1 paid score of 1 requester, 0.500 on average; paid 7 TAO, 3.5 by its age; by scores 3.5 TAO count, 33.3 % of all',
      OVER
    ],
    ['lift: 1 paid score of 1 requester, 0.250 on average; paid 7 TAO; by scores 7 TAO count, 66.7 % of all', OVER]
  ]);
});

test('miners share the vector in proportion while less counts than a full volume; the burn uid takes the rest', async () => {
  const request = paidRequest(0, [{ uid: 1, score: 0.5, tao: 7 }]);
  const mix = { shares: { lift: 1 } };
  const { rows } = await propose([request], { burnUid: 0, fullVolumeRao: 70n * RAO_PER_TAO, mix });
  expect(rows.map(({ uid, shareAfter }) => [uid, Number(shareAfter.toFixed(3))])).toEqual([
    [0, 0.9],
    [1, 0.1]
  ]);
  await expect(propose([request], { fullVolumeRao: 1n })).rejects.toMatchObject({ code: 'input/no-burn-uid' });
});
