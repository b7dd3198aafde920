// The table of what a false challenge costs and brings: the document has what the model says, and the contract pays what
// the model has.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { replaceSection } from '../../tests/documents/replace-section.ts';
import { freshScene } from './testing/fresh-scene.ts';
import {
  juryCosts,
  juryCostsSection,
  majorityProbability,
  payingShare,
  ticketProbability
} from './testing/jury-costs.ts';
import { unpackTickets } from './testing/jury-model.ts';
import { OUTSIDER, TAO, validatorKey } from './testing/market-actors.ts';
import { CHALLENGE } from './testing/market-views.ts';

const { world, scene } = await freshScene();

test('docs/audit.md has the table that the model gives (npm run costs:jury)', () => {
  const document = readFileSync(fileURLToPath(new URL('../../docs/audit.md', import.meta.url)), 'utf8');
  expect(replaceSection(document, 'jury-costs', juryCostsSection())).toBe(document);
});

test('probabilities are those of every way to draw the tickets', () => {
  const share = 0.3;
  let most = 0;
  for (let ways = 0; ways < 2 ** 7; ways++) {
    const held = [...ways.toString(2)].filter((bit) => bit === '1').length;
    if (held >= 4) most += share ** held * (1 - share) ** (7 - held);
  }
  expect(Math.abs(majorityProbability(7, share) - most)).toBeLessThan(1e-12);
  const all = [0, 1, 2, 3].reduce((sum, k) => sum + ticketProbability(k, 3, share), 0);
  expect(Math.abs(all - 1)).toBeLessThan(1e-12);
});

test('no false challenge of a minority of up to 47 % pays', () => {
  for (let share = 0; share <= 47; share++) expect(juryCosts(share / 100).net).toBeLessThan(0);
  expect(payingShare()).toBeGreaterThan(0.47);
});

const ATTACKER = 1;

/** Eight seats; the first is honest and accused by an account of the attacker's, which also has a seat. */
async function accuse(attackerTao: number): Promise<void> {
  await scene.begin([100, attackerTao, 100, 100, 100, 100, 100, 100], 1, { submissionDepositRao: 0n, quorum: 1 });
  await scene.submit(1);
  await scene.seat();
  await scene.score(Array.from({ length: 8 }, () => [500_000]));
}

/** What the attacker has at the end, against the bonds that it put in, in validator bonds. */
async function gainOf(putIn: bigint): Promise<number> {
  const key = validatorKey(ATTACKER).address;
  const { activeRao } = await scene.bondOf(key);
  const rao = (await scene.owed(OUTSIDER.address)) + (await scene.owed(key)) + activeRao - 10n * TAO - putIn;
  return Number(rao) / Number(TAO);
}

async function judgeAppeal(says: (seat: number) => number): Promise<number[]> {
  world.block += 5n;
  await scene.must(scene.anyone('drawJury', [0n, 0n]));
  const tickets = unpackTickets((await scene.challenges())[0]!.tickets);
  for (const seat of new Set(tickets)) await scene.must(scene.commitVerdict(0n, 0n, seat, says(seat)));
  world.block += 11n;
  for (const seat of new Set(tickets)) await scene.must(scene.revealVerdict(0n, 0n, seat, says(seat)));
  world.block += 11n;
  await scene.must(scene.anyone('resolve', [0n, 0n]));
  return tickets;
}

test('a false challenge that both juries uphold brings 3/4 of the bond, the appeal and what honest jurors lose', async () => {
  await accuse(1_000_000);
  await scene.must(scene.challenge(0n, 0, 0));
  const lies = (seat: number) => (seat === ATTACKER ? 900_000 : 500_000);
  await scene.judgeUntilAppeal(lies);
  await scene.must(scene.appeal(validatorKey(0)));
  await judgeAppeal(lies);
  const [challenge] = await scene.challenges();
  expect(challenge!.status).toBe(CHALLENGE.upheld);
  expect(Math.abs((await gainOf(TAO)) - (0.75 + 2))).toBeLessThan(1e-6);
});

test('one that the honest jury rejects costs the challenge bond', async () => {
  await accuse(0.001);
  await scene.must(scene.challenge(0n, 0, 0));
  await scene.judge(() => 500_000);
  await scene.must(scene.anyone('resolve', [0n, 0n]));
  expect(await gainOf(TAO)).toBe(-1);
});

test('an appeal of it that is lost costs twice the challenge bond more', async () => {
  await accuse(0.001);
  await scene.must(scene.challenge(0n, 0, 0));
  await scene.judgeUntilAppeal(() => 500_000);
  await scene.must(scene.appeal(OUTSIDER));
  await judgeAppeal(() => 500_000);
  expect(await gainOf(3n * TAO)).toBe(-3);
});
