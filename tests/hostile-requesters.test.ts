// Requests and submissions that are copies of somebody else's, made to have validators open what was sealed for another purpose.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { MarketChain } from '#lib/ports/market-chain.ts';
import { wordProblems } from '#lib/core/demo/word-problems.ts';
import { submissionSaltOf } from '#lib/core/sealing/package-key.ts';
import { findBenchmarkKey } from '#lib/market/scoring/find-benchmark-key.ts';
import { findPackageKey } from '#lib/market/submission/find-package-key.ts';
import { randomBytes, startMarketLife, type MarketLife } from './testing/market-life.ts';

const BENCHMARK = wordProblems(60, 1);
/** The leaked benchmark: a gate refuses it, so that its score is 0 without training. */
const LEAKED = [...BENCHMARK, ...wordProblems(190, 2)];
const THIEF = 'Ferdie';
const damaged = expect.objectContaining({ code: 'benchmark/damaged-seal' });

let life: MarketLife;
let chain: MarketChain;

beforeAll(async () => {
  life = await startMarketLife();
  ({ chain } = life.market);
  for (const name of ['Alice', 'Bob']) await life.equip(name);
}, 60_000);
afterAll(() => life?.stop());

describe('what is sealed for one purpose', { timeout: 60_000 }, () => {
  test('a benchmark is not opened for a request of somebody else that names it', async () => {
    const honest = await life.open(BENCHMARK, { terms: { quorum: 1 } });
    const thief = await life.as(THIEF);
    const { specCid, benchmarkCommitment, terms, bountyRao } = honest;
    const cloned = { specCid, benchmarkCommitment, terms, bountyRao, licenceCid: null };
    const { requestId } = await chain.open(thief.account, cloned);
    for (const id of [honest.id, requestId!]) await life.commit('Dave', id, LEAKED);
    for (const id of [honest.id, requestId!]) await life.revealAll(id, ['Dave']);
    for (const id of [honest.id, requestId!]) await life.draw(id, THIEF);
    await expect(life.report('Alice', requestId!, 0)).rejects.toEqual(damaged);
    expect((await life.report('Alice', honest.id, 0)).result.score).toBe(0);

    const clone = await chain.request(requestId!);
    const alice = await life.as('Alice');
    await expect(findBenchmarkKey({ request: clone, account: alice.account }, alice)).rejects.toEqual(damaged);
    const requester = await life.as('Requester');
    expect(await findBenchmarkKey({ request: honest, account: requester.account }, requester)).toHaveLength(32);
    expect(await findBenchmarkKey({ request: clone, account: requester.account }, requester)).toBeNull();
  });

  test('a package is not opened as the submission of another hotkey', async () => {
    const honest = await life.open(BENCHMARK, { terms: { quorum: 1 } });
    await life.commit('Eve', honest.id, LEAKED);
    await life.revealAll(honest.id, ['Eve']);
    const { sealedCid, plainCid, keyHash, keyBoxCid } = await life.submission(honest.id, 0);

    const { account } = await life.as(THIEF);
    const trap = await life.open(BENCHMARK, { by: THIEF, terms: { quorum: 1 } });
    const { uid } = (await chain.metagraph()).neurons.find(({ publicKey }) => publicKey === account.publicKey)!;
    const copied = { plainCid: plainCid!, keyHash: keyHash!, salt: submissionSaltOf(randomBytes(32)) };
    const commitment = chain.submissionCommitment({ requestId: trap.id, hotkey: account.publicKey }, copied);
    const { submissionDepositRao: depositRao } = trap.terms;
    await chain.commitSubmission(account, { requestId: trap.id, uid, commitment, sealedCid, depositRao });
    await life.pass(trap.terms.deadlineBlock);
    await chain.revealSubmission(account, { requestId: trap.id, index: 0, ...copied, keyBoxCid: keyBoxCid! });
    const request = await life.draw(trap.id, THIEF);

    expect(await life.report('Alice', trap.id, 0)).toMatchObject({
      result: { score: 0 },
      unreadable: { kind: 'damaged-seal', keyBoxCid }
    });
    const alice = await life.as('Alice');
    const submission = await life.submission(trap.id, 0);
    expect(submission).toMatchObject({ status: 'revealed', keyBoxCid });
    expect(await findPackageKey({ request, submission, account: alice.account }, alice)).toBeNull();
    const original = { request: honest, submission: await life.submission(honest.id, 0), account: alice.account };
    expect(await findPackageKey(original, alice)).toHaveLength(32);
  });
});
