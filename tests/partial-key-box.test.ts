// A miner that seals its package to one validator only, so that the others' scores of what came later differ from that one's:
// nobody's bond is at stake for it.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { MarketChain } from '#lib/ports/market-chain.ts';
import type { MarketRequest } from '#lib/core/market/market-state.ts';
import { wordProblems } from '#lib/core/demo/word-problems.ts';
import { packageKeyName } from '#lib/core/sealing/key-names.ts';
import { buildKeyBox } from '#lib/core/sealing/key-box.ts';
import { keyHashOf, submissionSaltOf } from '#lib/core/sealing/package-key.ts';
import { challengedView } from '#lib/market/challenge/challenged-view.ts';
import { challengeReport } from '#lib/market/challenge/challenge-report.ts';
import { findOwnSeat } from '#lib/market/request/own-seat.ts';
import { openSealedCar } from '#lib/market/submission/read-sealed-package.ts';
import { requestWindows } from '#lib/market/request/request-windows.ts';
import { done, startMarketLife, type MarketLife } from './testing/market-life.ts';

const BENCHMARK = wordProblems(60, 1);
/** The leaked benchmark: a gate refuses it, so that its score is 0 without training. */
const leaked = (seed: number) => [...BENCHMARK, ...wordProblems(190, seed)];

let life: MarketLife;
let chain: MarketChain;
let request: MarketRequest;

beforeAll(async () => {
  life = await startMarketLife();
  ({ chain } = life.market);
  for (const name of ['Alice', 'Bob']) await life.equip(name);
  const { id } = await life.open(BENCHMARK, { terms: { quorum: 1 } });
  await life.commit('Dave', id, leaked(2));
  await life.commit('Eve', id, leaked(3));
  await life.revealAll(id, ['Eve']);
  await revealToAliceAlone(id);
  request = await life.draw(id, 'Ferdie');
}, 60_000);
afterAll(() => life?.stop());

async function revealToAliceAlone(requestId: number): Promise<void> {
  const { account, content, vault } = await life.as('Dave');
  const { sealedCid } = await life.submission(requestId, 0);
  const key = (await vault.get(packageKeyName(sealedCid)))!;
  const alice = await life.as('Alice');
  const recipients = (await chain.sealingKeys()).filter(({ hotkey }) => hotkey === alice.account.address);
  const keyBoxCid = await content.addFile(buildKeyBox({ key, miner: account.publicKey, recipients }).bytes);
  await content.publish(keyBoxCid);
  const plainCid = await content.rootOfCar(await openSealedCar({ sealedCid, key }, content, { maxBytes: 1e7 }));
  const opening = { plainCid, keyHash: keyHashOf(key), salt: submissionSaltOf(key), keyBoxCid };
  await chain.revealSubmission(account, { requestId, index: 0, ...opening });
}
const accused = async (name: string) => ({
  request,
  submissionIndex: 1,
  seat: findOwnSeat(await chain.electors(request.id), (await life.as(name)).account)!.seat
});
const otherView = expect.objectContaining({ code: 'challenge/other-view' });

test(
  'a number is only held against one that was measured with the same earlier submissions',
  { timeout: 60_000 },
  async () => {
    const reports = { Alice: await life.report('Alice', request.id, 1), Bob: await life.report('Bob', request.id, 1) };
    expect(reports.Alice.earlierUnread).toBeUndefined();
    expect(reports.Bob.earlierUnread).toEqual([0]);
    for (const [name, report] of Object.entries(reports))
      await life.commitScores(name, request.id, [await life.lie(name, report, 0.5)]);
    await life.revealScores(request.id, ['Alice', 'Bob']);
    await life.pass(requestWindows(request).scoreRevealEnd!);

    const [alice, bob] = [await life.as('Alice'), await life.as('Bob')];
    expect(await challengedView(await accused('Alice'), alice)).toMatchObject({ withoutEarlier: [] });
    expect(await challengedView(await accused('Bob'), alice)).toMatchObject({ withoutEarlier: [0] });
    // Bob cannot tell what of submission 1 is copied, so it has nothing to say about Alice's number.
    await expect(challengeReport({ ...(await accused('Alice')), evidence: reports.Bob }, bob)).rejects.toEqual(
      otherView
    );
    await expect(challengeReport({ ...(await accused('Bob')), evidence: reports.Alice }, alice)).rejects.toEqual(
      otherView
    );
    // Alice can leave submission 0 out as Bob had to, and show that Bob lied all the same.
    const evidence = await life.report('Alice', request.id, 1, [0]);
    expect(evidence.earlierUnread).toEqual([0]);
    done(await challengeReport({ ...(await accused('Bob')), evidence }, alice), 'challenged');
  }
);
