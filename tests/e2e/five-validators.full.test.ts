// The market among people who cheat, on a real local chain with real training: five validators, of which one copies, one is
// late and one lies; a request in which nothing passes; a requester who disappears.
// With the toy reference; `npm run test:full` takes the shipped model.
import { OPENING_FEE_RAO } from '#lib/core/market/market-constants.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { MarketChain } from '#lib/ports/market-chain.ts';
import { evmAddressOf } from '#lib/core/accounts/evm-address.ts';
import { toHex } from '#lib/core/encoding/hex.ts';
import { benchmarkKeyName } from '#lib/core/sealing/key-names.ts';
import { wordProblems } from '#lib/core/demo/word-problems.ts';
import { buyDataset } from '#lib/market/delivery/buy-dataset.ts';
import { challengeReport } from '#lib/market/challenge/challenge-report.ts';
import { commitVerdict } from '#lib/market/challenge/commit-verdict.ts';
import { deliverKey } from '#lib/market/delivery/deliver-key.ts';
import { rowsOfPackage } from '#lib/core/package/rows-of-package.ts';
import { fetchSubmissionFiles } from '#lib/market/submission/fetch-submission-files.ts';
import { openPackage } from '#lib/market/delivery/open-package.ts';
import { releaseKey } from '#lib/market/delivery/release-key.ts';
import { requestWindows } from '#lib/market/request/request-windows.ts';
import { revealScores } from '#lib/market/scoring/reveal-scores.ts';
import { revealVerdict } from '#lib/market/challenge/reveal-verdict.ts';
import { verifyDataset } from '#lib/market/verify/verify-dataset.ts';
import { verifyStatement } from '#lib/chain/wallet/sign-statement.ts';
import { done, genesisWithValidators, startMarketLife, type MarketLife } from '../testing/market-life.ts';
import { takeToyReference } from '#lib/score/testing/take-toy-reference.ts';

takeToyReference();

const TAO = 1_000_000_000n;
const HONEST = 'Alice';
const ALSO_HONEST = 'Bob';
const COPIER = 'Charlie';
const LATE = 'Grace';
const LIAR = 'Heidi';
const VALIDATORS = [HONEST, ALSO_HONEST, COPIER, LATE, LIAR];
const MINER = 'Dave';
/** Few, and enough to learn from: real training is most of what these tests take. */
const BENCHMARK = wordProblems(20, 1);
const ROWS = wordProblems(40, 2);
const spec = { rows: { min: 20, max: 1000 } };

let life: MarketLife;
let chain: MarketChain;

beforeAll(async () => {
  life = await startMarketLife({ genesis: await genesisWithValidators(VALIDATORS) });
  ({ chain } = life.market);
  for (const name of VALIDATORS) await life.equip(name, TAO);
}, 60_000);
afterAll(() => life?.stop());

const owed = async (name: string) => chain.owedRao((await life.as(name)).account.publicKey);
const seatOf = async (name: string, requestId: number) => {
  const { publicKey } = (await life.as(name)).account;
  return (await chain.electors(requestId)).find(({ hotkey }) => hotkey === publicKey)!.seat;
};

describe('five validators, of which one copies, one is late and one lies', () => {
  const BOUNTY = 100n * TAO;
  const BOND = TAO / 10n;
  let requestId: number;
  let jury: string[] = [];

  test('scores are committed, revealed, challenged and judged', { timeout: 240_000 }, async () => {
    const opened = await life.open(BENCHMARK, {
      spec,
      bountyRao: BOUNTY,
      terms: { assignedPerSubmission: 5, quorum: 3, validatorBondRao: BOND, challengeBondRao: BOND }
    });
    requestId = opened.id;
    await life.commit(MINER, requestId, ROWS);
    await life.revealAll(requestId, [MINER]);
    const request = await life.draw(requestId, 'Ferdie');
    const { scoreCommitEnd, scoreRevealEnd } = requestWindows(request);

    const truth = await life.report(HONEST, requestId, 0);
    expect(truth.result.score).toBeGreaterThan(0.1);
    await life.commitScores(HONEST, requestId, [truth]);
    await life.commitScores(ALSO_HONEST, requestId, [await life.report(ALSO_HONEST, requestId, 0)]);
    const lie = await life.lie(LIAR, await life.report(LIAR, requestId, 0), truth.result.score / 4);
    await life.commitScores(LIAR, requestId, [lie]);
    const copier = await life.as(COPIER);
    const copied = (await chain.electors(requestId))[await seatOf(HONEST, requestId)]!.commitment!;
    await chain.commitScores(copier.account, { requestId, seat: await seatOf(COPIER, requestId), commitment: copied });
    const late = await life.report(LATE, requestId, 0);
    await life.pass(scoreCommitEnd! - 2);
    await life.commitScores(LATE, requestId, [late]);
    await life.pass(scoreCommitEnd!);

    const revealed = done(await revealScores({ request }, await life.as(HONEST)), 'revealed');
    await life.revealScores(requestId, [ALSO_HONEST, LATE, LIAR]);
    // By now the copier knows every number, and still cannot open what it copied.
    await expect(revealScores({ request }, copier)).rejects.toMatchObject({ code: 'scores/draft-lost' });
    const draft = (await (await life.as(HONEST)).drafts.list())[0]!.commits[0]!;
    const opening = { ...draft, requestId, seat: await seatOf(COPIER, requestId) };
    await expect(chain.revealScores(copier.account, opening)).rejects.toMatchObject({
      code: 'market/commitment-mismatch'
    });
    expect(draft.scoresPpm).toEqual(revealed.scoresPpm);

    await life.pass(scoreRevealEnd!);
    const challenger = await life.as(HONEST);
    const accused = { request, submissionIndex: 0, seat: await seatOf(ALSO_HONEST, requestId), evidence: truth };
    await expect(challengeReport(accused, challenger)).rejects.toMatchObject({ code: 'challenge/no-difference' });
    const { challengeId } = done(
      await challengeReport({ ...accused, seat: await seatOf(LIAR, requestId) }, challenger),
      'challenged'
    );
    await life.pass((await chain.challenges(requestId))[challengeId]!.seedBlock);
    await chain.drawJury((await life.as('Ferdie')).account, { requestId, challengeId });
    let [challenge] = await chain.challenges(requestId);
    const seats = await Promise.all([ALSO_HONEST, COPIER, LATE].map((name) => seatOf(name, requestId)));
    // Neither the accused nor the challenger judges; whoever of the others has a ticket does.
    for (const seat of challenge!.tickets) expect(seats).toContain(seat);
    jury = [ALSO_HONEST, COPIER, LATE].filter((_, i) => challenge!.tickets.includes(seats[i]!));
    for (const name of jury) {
      const report = await life.report(name, requestId, 0);
      const verdict = { request, challenge: challenge!, report };
      done(await commitVerdict(verdict, await life.as(name)), 'committed');
      await expect(commitVerdict(verdict, await life.as(name))).rejects.toMatchObject({
        code: 'jury/already-committed'
      });
    }
    await life.pass(challenge!.deadlineBlock);
    [challenge] = await chain.challenges(requestId);
    for (const name of jury)
      done(await revealVerdict({ request, challenge: challenge! }, await life.as(name)), 'revealed');
    await life.pass(challenge!.deadlineBlock + 2 * request.terms.juryBlocks);
    await chain.resolve((await life.as('Ferdie')).account, { requestId, challengeId });
    [challenge] = await chain.challenges(requestId);
    expect(challenge).toMatchObject({ status: 'upheld', slashedRao: BOND, medianPpm: revealed.scoresPpm[0] });
  });

  test('the honest earn most, the liar loses its bond, the miner is paid to the rao', async () => {
    const request = await chain.request(requestId);
    await life.pass(requestWindows(request).challengeEnd!);
    const stranger = (await life.as('Ferdie')).account;
    await chain.settle(stranger, requestId);
    const submission = await life.submission(requestId, 0);
    expect(submission).toMatchObject({ status: 'passed', shareRao: (BOUNTY * 70n) / 100n });
    done(await openPackage({ request, submission }, await life.as(MINER)), 'opened');

    const [honest, alsoHonest, copier, late, liar] = await Promise.all(VALIDATORS.map(owed));
    const electors = await chain.electors(requestId);
    const pool = (BOUNTY * 25n) / 100n;
    const total = electors.reduce((sum, { points }) => sum + points, 0n);
    const share = (name: number) => (pool * electors[name]!.points) / total;
    const { tickets } = (await chain.challenges(requestId))[0]!;
    const toJuror = async (name: string) => {
      const seat = await seatOf(name, requestId);
      return BigInt(tickets.filter((ticket) => ticket === seat).length) * (BOND / 4n / 3n);
    };
    const toJury = 3n * (BOND / 4n / 3n);
    const toChallenger = BOND / 2n;
    expect(honest).toBe(share(await seatOf(HONEST, requestId)) + toChallenger + BOND);
    expect(alsoHonest).toBe(share(await seatOf(ALSO_HONEST, requestId)) + (await toJuror(ALSO_HONEST)));
    expect(late).toBe(share(await seatOf(LATE, requestId)) + (await toJuror(LATE)));
    expect([copier, liar]).toEqual([await toJuror(COPIER), 0n]);
    for (const other of [copier!, late!, liar!]) {
      expect(honest! - BOND).toBeGreaterThan(other);
      expect(alsoHonest!).toBeGreaterThan(other);
    }
    const bondOf = async (name: string) => (await chain.bond((await life.as(name)).account.publicKey)).activeRao;
    expect(await Promise.all(VALIDATORS.map(bondOf))).toEqual([TAO, TAO, TAO, TAO, TAO - BOND]);
    // With the deposit, which came back with the reveal.
    expect(await owed(MINER)).toBe((BOUNTY * 70n) / 100n + request.terms.submissionDepositRao);
    const paid = honest! - BOND - toChallenger + alsoHonest! + copier! + late! - toJury;
    expect(await owed('Treasury')).toBe(
      BOUNTY - (BOUNTY * 70n) / 100n - paid + BOND - toChallenger - toJury + OPENING_FEE_RAO
    );

    const miner = await life.as(MINER);
    const before = await chain.balanceRao(miner.account.address);
    await chain.claim((await life.as(MINER)).account, miner.account.publicKey);
    expect(await owed(MINER)).toBe(0n);
    // The claim's own gas and fee come off the same account.
    const gained = (await chain.balanceRao(miner.account.address)) - before;
    expect(gained).toBeGreaterThan((BOUNTY * 70n) / 100n - TAO / 10n);
  });

  test('a stranger finds the dataset verified', async () => {
    const requester = await life.as('Requester');
    const request = await chain.request(requestId);
    const key = await requester.vault.get(benchmarkKeyName(request.benchmarkCommitment));
    await chain.revealBenchmark(requester.account, { requestId, seat: 0, key: toHex(key!) });
    const { verified, checks } = await verifyDataset(
      { request, submission: await life.submission(requestId, 0) },
      { ...(await life.as('Ferdie')), verifySignature: async (...args) => verifyStatement(...args) }
    );
    expect(checks.filter(({ pass }) => pass !== true)).toEqual([]);
    expect(verified).toBe(true);
    expect(checks.map(({ name }) => name)).toEqual(['content', 'settled', 'report', 'report', 'report']);
  });
});

test('nothing passes: the whole bounty goes back', { timeout: 120_000 }, async () => {
  const { id } = await life.open(BENCHMARK, { spec, bountyRao: 7n * TAO + 1n });
  // The leaked benchmark: a gate refuses it, and its score is 0.
  await life.commit('Eve', id, [...BENCHMARK, ...wordProblems(190, 5)]);
  await life.revealAll(id, ['Eve']);
  const request = await life.draw(id, 'Ferdie');
  const { challengeEnd } = requestWindows(request);
  const scorers = [HONEST, ALSO_HONEST, LATE];
  for (const name of scorers) await life.commitScores(name, id, [await life.report(name, id, 0)]);
  await life.revealScores(id, scorers);
  await life.pass(challengeEnd!);
  const before = await Promise.all([owed('Requester'), owed('Treasury')]);
  await chain.settle((await life.as('Ferdie')).account, id);
  expect(await chain.request(id)).toMatchObject({ stage: 'refunded', minersRao: 0n, validatorsRao: 0n, escrowRao: 0n });
  expect(await Promise.all([owed('Requester'), owed('Treasury')])).toEqual([before[0]! + 7n * TAO + 1n, before[1]!]);
  await expect(
    fetchSubmissionFiles(
      { request, submission: await life.submission(id, 0), account: null },
      { ...life.market, vault: (await life.as('Ferdie')).vault },
      { maxBytes: 1e7 }
    )
  ).rejects.toMatchObject({ code: 'submission/sealed' });
});

test(
  'the requester disappears: the miner is paid, the dataset is delivered and sold',
  { timeout: 240_000 },
  async () => {
    const price = 3n * TAO;
    const { id } = await life.open(BENCHMARK, {
      spec,
      bountyRao: 10n * TAO,
      terms: { privateDelivery: true, forSale: true, priceRao: price, minerProceedsPpm: 600_000, freeBuyers: 1 }
    });
    // From here on nobody hears of the requester again.
    await life.commit(MINER, id, ROWS);
    await life.revealAll(id, [MINER]);
    const request = await life.draw(id, MINER);
    const { challengeEnd } = requestWindows(request);
    const scorers = [HONEST, ALSO_HONEST, LATE];
    for (const name of scorers) await life.commitScores(name, id, [await life.report(name, id, 0)]);
    await life.revealScores(id, scorers);
    await life.pass(challengeEnd!);
    await chain.settle((await life.as('Ferdie')).account, id);
    const submission = await life.submission(id, 0);
    // A validator delivers: the miner has lost interest, and is paid all the same.
    const before = await owed(MINER);
    done(await deliverKey({ request, submission }, await life.as(HONEST)), 'delivered');
    expect((await owed(MINER)) - before).toBe(7n * TAO);

    const rowsFor = async (name: string) => {
      const edges = await life.as(name);
      const input = { request, submission: await life.submission(id, 0), account: edges.account };
      const files = await fetchSubmissionFiles(input, edges, { maxBytes: 1e7 });
      return new TextDecoder().decode(rowsOfPackage(files, input.submission.plainCid!));
    };
    expect((await rowsFor('Requester')).split('\n')[0]).toBe(JSON.stringify(ROWS[0]));
    await expect(rowsFor('Ferdie')).rejects.toMatchObject({ code: 'submission/sealed' });

    const [first, second] = [await life.as('Ferdie'), await life.as('Eve')];
    expect(
      done(await buyDataset({ request, submission, mostRao: request.terms.priceRao }, first), 'bought').paidRao
    ).toBe(0n);
    const bought = done(await buyDataset({ request, submission, mostRao: request.terms.priceRao }, second), 'bought');
    expect(bought.paidRao).toBe(price);
    const purchases = await chain.purchases(id, 0);
    for (const purchase of purchases)
      done(await releaseKey({ request, submission, purchase }, await life.as(MINER)), 'released');
    for (const name of ['Ferdie', 'Eve']) expect(await rowsFor(name)).toBe(await rowsFor('Requester'));
    expect((await owed(MINER)) - before).toBe(7n * TAO + (price * 6n) / 10n);
    const requester = evmAddressOf((await life.as('Requester')).account.publicKey);
    expect(request.requester.toLowerCase()).toBe(requester);
    // The package itself was never put where others could read it.
    await expect(life.market.content.listFolder(submission.plainCid!, { timeoutMs: 500 })).rejects.toMatchObject({
      code: 'store/not-found'
    });
  }
);
