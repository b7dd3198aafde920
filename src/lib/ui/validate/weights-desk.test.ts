import { WORD_PROBLEM_REQUEST } from '../../core/demo/word-problems.ts';
import { canonicalJson } from '../../core/encoding/canonical-json.ts';
import { mechanisms } from '../../score/mechanisms.ts';
import { expect, test } from 'vitest';
import type { MarketChain } from '../../ports/market-chain.ts';
import type { Metagraph } from '../../core/market/metagraph.ts';
import { someMetagraph, someNeuron } from '../../market/testing/some-neuron.ts';
import { someRequest, someSubmission } from '../../market/testing/some-request.ts';
import { someWeightRules } from '../../market/testing/some-weight-rules.ts';
import type { Session } from '../session/session.svelte.ts';
import type { Transactions } from '../tx/transactions.svelte.ts';
import { WeightsDesk } from './weights-desk.svelte.ts';

const request = someRequest({ stage: 'settled', drawnBlock: 30, settledBlock: 38, bountyRao: 10_000_000_000n });
const PAID = { status: 'opened', closedBlock: 39, shareRao: 7_000_000_000n } as const;
const score = { seat: 0, hotkey: '0x10', scorePpm: 500_000, block: 65, reportsCid: 'reports' } as const;
const submission = someSubmission({
  ...PAID,
  hotkey: '0x11',
  scores: [{ ...score, isStruck: false, isOutlier: false }]
});

/** A desk of Alice's whose chain answers when the test says so. */
function desk() {
  const answer = Promise.withResolvers<Metagraph>();
  const chain: Partial<MarketChain> = {
    metagraph: () => answer.promise,
    weightRules: async () => someWeightRules(),
    requestCount: async () => 1,
    request: async () => request,
    submissions: async () => [submission]
  };
  const spec = { ...WORD_PROBLEM_REQUEST, title: 'Sums' };
  const content = { readFile: async () => canonicalJson(spec) };
  const session = { chain, content, account: { publicKey: '0x10' }, block: null, edges: { mechanisms } };
  const weights = new WeightsDesk(session as unknown as Session, {} as Transactions);
  const chainAnswers = () => answer.resolve(someMetagraph(someNeuron({ uid: 0 }), someNeuron({ uid: 1 })));
  return { session, weights, chainAnswers };
}

test('the weights of the account that asked are proposed', async () => {
  const { weights, chainAnswers } = desk();
  const reviewed = weights.review();
  chainAnswers();
  await reviewed;
  expect(weights.proposal).toMatchObject({ uids: [1] });
});

test('a rule that cannot be is said, and nothing is proposed', async () => {
  const { weights, chainAnswers } = desk();
  weights.capPercent = null;
  chainAnswers();
  await weights.review();
  expect(weights.error).toMatchObject({ code: 'input/bad-cap' });
  weights.capPercent = 25;
  weights.leastBounty = 'much';
  await weights.review();
  expect(weights.error).toMatchObject({ code: 'amount/not-a-number' });
  expect(weights.proposal).toBeNull();
});

test("an answer that comes after another account was chosen is not shown as that account's", async () => {
  const { session, weights, chainAnswers } = desk();
  const reviewed = weights.review();
  session.account = { publicKey: '0x19' };
  weights.reset();
  chainAnswers();
  await reviewed;
  expect(weights.proposal).toBeNull();
  expect(weights.error).toBeNull();
});
