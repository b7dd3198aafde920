// What a submission can be besides honest, on a real local chain: a copy, one whose key is lost, one that seals something else
// than it committed to, one whose key box is wrong. What a miner spoilt scores 0, and none stops the others.
import { OPENING_FEE_RAO } from '#lib/core/market/market-constants.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { MarketChain } from '#lib/ports/market-chain.ts';
import type { MarketRequest } from '#lib/core/market/market-state.ts';
import { wordProblems } from '#lib/core/demo/word-problems.ts';
import { NO_SCORE } from '#lib/core/mechanism/score-ppm.ts';
import { buildKeyBox } from '#lib/core/sealing/key-box.ts';
import { keyHashOf, submissionSaltOf } from '#lib/core/sealing/package-key.ts';
import { sealPackage } from '#lib/core/sealing/sealed-package.ts';
import { challengeReport } from '#lib/market/challenge/challenge-report.ts';
import { commitScores } from '#lib/market/scoring/commit-scores.ts';
import { deliverKey } from '#lib/market/delivery/deliver-key.ts';
import { draftPlace, keepReport } from '#lib/market/scoring/keep-report.ts';
import { openPackage } from '#lib/market/delivery/open-package.ts';
import { requestWindows } from '#lib/market/request/request-windows.ts';
import { revealScores } from '#lib/market/scoring/reveal-scores.ts';
import { revealSubmission } from '#lib/market/submission/reveal-submission.ts';
import { done, randomBytes, startMarketLife, type MarketLife } from './testing/market-life.ts';

const BENCHMARK = wordProblems(60, 1);
/** The leaked benchmark: a gate refuses it, so that its score is 0 without training. */
const LEAKED = [...BENCHMARK, ...wordProblems(190, 2)];
const text = (value: string) => new TextEncoder().encode(value);
const code = (expected: string) => expect.objectContaining({ code: expected });

let life: MarketLife;
let chain: MarketChain;
let request: MarketRequest;

beforeAll(async () => {
  life = await startMarketLife();
  ({ chain } = life.market);
  for (const name of ['Alice', 'Bob']) await life.equip(name);
  const { id } = await life.open(BENCHMARK, { terms: { quorum: 1 } });
  for (const name of ['Dave', 'Eve', 'Ferdie']) await life.commit(name, id, LEAKED);
  await commitByHand('Grace', id);
  await commitByHand('Heidi', id);
  request = await chain.request(id);
}, 60_000);
afterAll(() => life?.stop());

const KEYS: Record<string, Uint8Array> = { Grace: randomBytes(32), Heidi: randomBytes(32) };
const packed = (name: string) =>
  life.market.content.packCar([{ path: 'data/train.jsonl', bytes: text(`{"input":"${name}","output":"1"}\n`) }]);

/** Grace seals another package than the one committed to; Heidi's is right. */
async function commitByHand(name: 'Grace' | 'Heidi', requestId: number): Promise<void> {
  const { account, content } = await life.as(name);
  const key = KEYS[name]!;
  const { car } = await packed(name === 'Grace' ? 'something else' : name);
  const sealedCid = await content.addFolder(sealPackage({ car, key }, randomBytes));
  await content.publish(sealedCid);
  const { cid: plainCid } = await packed(name);
  const { uid } = (await chain.metagraph()).neurons.find(({ publicKey }) => publicKey === account.publicKey)!;
  const { submissionDepositRao: depositRao } = (await chain.request(requestId)).terms;
  const commitment = chain.submissionCommitment(
    { requestId, hotkey: account.publicKey },
    { plainCid, keyHash: keyHashOf(key), salt: submissionSaltOf(key) }
  );
  await chain.commitSubmission(account, { requestId, uid, commitment, sealedCid, depositRao });
}

/** Heidi's key box holds another key. */
async function revealByHand(name: 'Grace' | 'Heidi', index: number): Promise<void> {
  const { account, content } = await life.as(name);
  const key = KEYS[name]!;
  const boxed = name === 'Heidi' ? randomBytes(32) : key;
  const keyBoxCid = await content.addFile(
    buildKeyBox({ key: boxed, miner: account.publicKey, recipients: await chain.sealingKeys() }).bytes
  );
  await content.publish(keyBoxCid);
  const { cid: plainCid } = await packed(name);
  const opening = { plainCid, keyHash: keyHashOf(key), salt: submissionSaltOf(key), keyBoxCid };
  await chain.revealSubmission(account, { requestId: request.id, index, ...opening });
}

describe('hostile and unlucky miners', { timeout: 60_000 }, () => {
  test('before the deadline nobody reads a package, and nothing is revealed', async () => {
    const [submission] = await chain.submissions(request.id);
    expect(submission).toMatchObject({ status: 'sealed', plainCid: null, keyHash: null });
    await expect(revealSubmission({ request, submission: submission! }, await life.as('Dave'))).rejects.toEqual(
      code('market/too-early')
    );
  });

  test('whoever lost the key cannot reveal, and learns what that means', async () => {
    await life.pass(request.terms.deadlineBlock);
    const submission = await life.submission(request.id, 2);
    const { vault } = await life.as('Dave');
    await expect(revealSubmission({ request, submission }, { ...(await life.as('Ferdie')), vault })).rejects.toEqual(
      code('submission/key-lost')
    );
  });

  test('of equal packages the earliest commit counts, whatever the order of the reveals', async () => {
    await life.revealAll(request.id, ['Eve', 'Dave']);
    await revealByHand('Grace', 3);
    await revealByHand('Heidi', 4);
    const submissions = await chain.submissions(request.id);
    expect(submissions.map(({ status }) => status)).toEqual([
      'revealed',
      'duplicate',
      'sealed',
      'revealed',
      'revealed'
    ]);
  });

  test('a copy has no score, a false package and a false key box score 0; the others are measured', async () => {
    await expect(life.report('Alice', request.id, 0)).rejects.toEqual(code('score/too-early'));
    request = await life.draw(request.id, 'Ferdie');
    await expect(life.report('Alice', request.id, 1)).rejects.toEqual(code('score/not-counted'));
    await expect(life.report('Alice', request.id, 2)).rejects.toEqual(code('score/not-counted'));
    const report = await life.report('Alice', request.id, 0);
    const spoilt = [await life.report('Alice', request.id, 3), await life.report('Alice', request.id, 4)];
    expect(spoilt.map(({ result, unreadable }) => [result.score, unreadable?.kind])).toEqual([
      [0, 'not-the-package'],
      [0, 'damaged-seal']
    ]);
    const alice = await life.as('Alice');
    const uncommitted = await chain.electors(request.id);
    await expect(revealScores({ request }, alice)).rejects.toEqual(code('scores/not-committed'));
    await expect(commitScores({ request, reports: [] }, alice)).rejects.toEqual(code('scores/nothing-to-commit'));
    await expect(commitScores({ request, reports: [report] }, await life.as('Requester'))).rejects.toEqual(
      code('scores/no-seat')
    );
    const { scoresPpm } = done(await commitScores({ request, reports: [report, ...spoilt] }, alice), 'committed');
    expect(scoresPpm).toEqual([0, NO_SCORE, NO_SCORE, 0, 0]);
    await expect(commitScores({ request, reports: [report] }, alice)).rejects.toEqual(code('scores/already-committed'));
    // A node that is behind lets a second try through, and something is measured once more: the opening of the first stays.
    const behind = Object.assign(Object.create(chain) as MarketChain, { electors: async () => uncommitted });
    const other = await life.lie('Alice', report, 0.25);
    await expect(commitScores({ request, reports: [other] }, { ...alice, chain: behind })).rejects.toEqual(
      code('market/already-done')
    );
    await keepReport(draftPlace(chain, alice.account, { requestId: request.id }), other, alice.drafts);

    await life.pass(requestWindows(request).scoreCommitEnd!);
    const { drafts } = await life.as('Bob');
    await expect(revealScores({ request }, { ...alice, drafts })).rejects.toEqual(code('scores/draft-lost'));
    expect(done(await revealScores({ request }, alice), 'revealed')).toMatchObject({ scoresPpm });
    const { seat } = (await life.submission(request.id, 0)).scores[0]!;
    await expect(
      challengeReport({ request, submissionIndex: 1, seat, evidence: report }, await life.as('Bob'))
    ).rejects.toEqual(code('challenge/no-score'));
  });

  test('nothing passed: the bounty goes back, the deposit of what was never revealed to the treasury', async () => {
    await life.pass(requestWindows(request).challengeEnd!);
    const { account } = await life.as('Ferdie');
    await chain.settle(account, request.id);
    expect(await chain.request(request.id)).toMatchObject({ stage: 'refunded' });
    const owed = async (name: string) => chain.owedRao((await life.as(name)).account.publicKey);
    const { submissionDepositRao } = request.terms;
    expect(await Promise.all(['Requester', 'Treasury', 'Dave', 'Eve', 'Ferdie', 'Grace', 'Heidi'].map(owed))).toEqual([
      request.bountyRao,
      submissionDepositRao + OPENING_FEE_RAO,
      submissionDepositRao,
      submissionDepositRao,
      0n,
      submissionDepositRao,
      submissionDepositRao
    ]);
    const submission = await life.submission(request.id, 0);
    // Nobody is shown what was not paid for, not even by its miner.
    await expect(openPackage({ request, submission }, await life.as('Dave'))).rejects.toEqual(
      code('submission/not-to-open')
    );
    await expect(life.market.content.listFolder(submission.plainCid!, { timeoutMs: 500 })).rejects.toEqual(
      code('store/not-found')
    );
    await expect(deliverKey({ request, submission }, await life.as('Dave'))).rejects.toEqual(
      code('delivery/no-reader-key')
    );
  });
});
