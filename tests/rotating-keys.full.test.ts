// Sealing keys that change and expire while requests run, on a real local chain.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { toJsonl, WORD_PROBLEM_REQUEST, wordProblems } from '#lib/core/demo/word-problems.ts';
import type { MarketRequest } from '#lib/core/market/market-state.ts';
import { sealingPublicKey } from '#lib/core/sealing/sealing-key-pair.ts';
import { ensureSealingKey } from '#lib/market/keys/ensure-sealing-key.ts';
import { sealingSecrets } from '#lib/market/keys/sealing-secrets.ts';
import { openRequest } from '#lib/market/request/open-request.ts';
import { revealSubmission } from '#lib/market/submission/reveal-submission.ts';
import { done, randomBytes, startMarketLife, type MarketLife } from './testing/market-life.ts';

const BENCHMARK = wordProblems(60, 1);
/** The leaked benchmark: a gate refuses it, so that its score is 0 without training. */
const LEAKED = [...BENCHMARK, ...wordProblems(190, 2)];

let life: MarketLife;
let request: MarketRequest;

beforeAll(async () => {
  life = await startMarketLife();
  for (const name of ['Alice', 'Bob']) await life.equip(name);
  request = await life.open(BENCHMARK, { terms: { quorum: 1 } });
  await life.commit('Dave', request.id, LEAKED);
}, 60_000);
afterAll(() => life?.stop());

describe('a key that takes the place of another one', { timeout: 60_000 }, () => {
  test('is what miners seal to, while the benchmark is still open to its owner', async () => {
    const { chain } = life.market;
    const { account, vault } = await life.as('Alice');
    const [before] = await sealingSecrets(vault, account.publicKey);
    const { secretKey, published } = await ensureSealingKey(chain, account, vault, randomBytes, { renew: 'now' });
    expect(published).toBe(true);
    expect(await sealingSecrets(vault, account.publicKey)).toEqual(expect.arrayContaining([before, secretKey]));
    const onChain = (await chain.sealingKeys()).find(({ hotkey }) => hotkey === account.address)!;
    expect(onChain.publicKey).toEqual(sealingPublicKey(secretKey));
    // What stood there when the request opened is still known, and when it was published.
    expect(await chain.sealingKeyAt(account.address, request.openedBlock)).toMatchObject({
      publicKey: sealingPublicKey(before!)
    });
    expect(await chain.sealingKeyAt(account.address, onChain.publishedBlock - 1)).toMatchObject({
      publicKey: sealingPublicKey(before!)
    });
    expect(await chain.sealingKeyAt(account.address, onChain.publishedBlock)).toMatchObject({
      publicKey: onChain.publicKey
    });
  });

  test('and one that has expired is said, and not sealed to', async () => {
    const { chain } = life.market;
    const { account: bob } = await life.as('Bob');
    const [own] = await sealingSecrets((await life.as('Bob')).vault, bob.publicKey);
    const expiresBlock = (await chain.bestBlock()).number + 2;
    await chain.publishSealingKey(bob, { publicKey: sealingPublicKey(own!), expiresBlock });
    await life.pass(request.terms.deadlineBlock);
    const submission = await life.submission(request.id, 0);
    const revealed = done(await revealSubmission({ request, submission }, await life.as('Dave')), 'revealed');
    expect(revealed).toMatchObject({ sealedTo: [0], expiredKeys: [1] });
    await life.draw(request.id, 'Ferdie');
    // Alice opens the benchmark with the old key, the package with the new one.
    expect(await life.report('Alice', request.id, 0)).toMatchObject({ result: { score: 0, mechanism: 'lift' } });
    expect((await life.report('Alice', request.id, 0)).unreadable).toBeUndefined();
    // Bob has itself to thank: that is no fact about the miner, and no score.
    await expect(life.report('Bob', request.id, 0)).rejects.toMatchObject({ code: 'submission/not-sealed-to-you' });
  });

  test('where all have expired, nobody could score, and no request is opened', async () => {
    const { chain } = life.market;
    const alice = await life.as('Alice');
    const [first] = await sealingSecrets(alice.vault, alice.account.publicKey);
    const { number } = await chain.bestBlock();
    await chain.publishSealingKey(alice.account, { publicKey: sealingPublicKey(first!), expiresBlock: number });
    const count = await chain.requestCount();
    const again = { terms: { ...request.terms, deadlineBlock: number + 50 }, bountyRao: request.bountyRao };
    const draft = WORD_PROBLEM_REQUEST;
    const benchmark = toJsonl(BENCHMARK);
    await expect(openRequest({ ...again, draft, benchmark }, await life.as('Requester'))).rejects.toMatchObject({
      code: 'request/no-validators',
      hints: ['Not sealed to uids 0, 1, whose sealing keys have expired.', expect.any(String)]
    });
    expect(await chain.requestCount()).toBe(count);
  });
});
