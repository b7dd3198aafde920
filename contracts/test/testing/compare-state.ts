// Everything that the market's reads tell, held against the model's state. A read is made again only where the storage
// behind it has changed, so that this can be done after every call.
import type { Hex } from 'viem';
import { CHALLENGE } from './market-views.ts';
import { MINER_PLACE, verdictPlace, ZERO_ADDRESS, ZERO_WORD } from './model/model-state.ts';
import type { ModelBook, ModelState } from './model/model-state.ts';
import { priceFor } from './model/model-sales.ts';
import type { MarketWorld } from './market-world.ts';

const ALL = 1000n;
/** Readings of one read that are kept: sequences go back to earlier moments. */
const KEPT = 6;
const NO_BOND = { activeRao: 0n, lockedRao: 0n, leavingRao: 0n, leavesBlock: 0n };
const NO_VERDICT = { commitment: ZERO_WORD, scorePpm: 0, committedBlock: 0, revealedBlock: 0, reportCid: '' };
const NO_BENCHMARK = { owner: ZERO_ADDRESS, feeRao: 0n, cid: '' };
const NO_SCORE = 0xffffffff;

interface Reading {
  value: unknown;
  stillHolds(): boolean;
}

export interface Watched {
  /** Accounts whose debts, bonds and prices are looked at. */
  accounts: readonly Hex[];
  hotkeys: readonly Hex[];
  benchmarks: readonly Hex[];
}

/** The result throws at the first difference, which it names. */
export function createStateComparison(world: MarketWorld, { accounts, hotkeys, benchmarks }: Watched) {
  const readings = new Map<string, Reading[]>();

  async function read(name: string, args: readonly unknown[]): Promise<unknown> {
    const key = `${name} ${args.join(' ')}`;
    const known = readings.get(key) ?? [];
    const standing = known.find((reading) => reading.stillHolds());
    if (standing) return standing.value;
    const reading = await world.watchedView<unknown>(name, args);
    readings.set(key, [reading, ...known.slice(0, KEPT - 1)]);
    return reading.value;
  }

  async function expectRead(name: string, args: readonly unknown[], expected: unknown): Promise<void> {
    const difference = differenceOf(await read(name, args), expected, `${name}(${args.join(', ')})`);
    if (difference) throw new Error(difference);
  }

  async function compareBook(book: ModelBook, id: bigint): Promise<void> {
    const { request, submissions, electors, challenges } = book;
    await expectRead('getRequest', [id], request);
    await expectRead('getSubmissions', [id], submissions);
    await expectRead('getElectors', [id], electors);
    await expectRead('getChallenges', [id, 0n, ALL], challenges);
    await expectRead('getBenchmarkKeys', [id], book.benchmarkKeys);
    for (const seat of electors.keys()) {
      const scores = book.scores.get(seat) ?? submissions.map(() => NO_SCORE);
      await expectRead('getScores', [id, BigInt(seat)], scores);
      for (const [challengeId, { firstStatus, status }] of challenges.entries()) {
        if (status === CHALLENGE.seeded && firstStatus === CHALLENGE.seeded) continue;
        for (const round of [0, 1]) {
          const expected = book.verdicts.get(verdictPlace(challengeId, round, seat)) ?? NO_VERDICT;
          await expectRead('getVerdict', [id, BigInt(challengeId), BigInt(round), BigInt(seat)], expected);
        }
      }
    }
    for (const index of submissions.keys()) await compareSales(book, id, index);
  }

  async function compareSales(book: ModelBook, id: bigint, index: number): Promise<void> {
    const place = [id, BigInt(index)];
    const delivered = [...(book.deliveries.get(index) ?? [])].sort(([a], [b]) => a - b);
    if (delivered.some(([at]) => at > MINER_PLACE)) throw new Error('model: a delivery beyond the miner');
    await expectRead('getPurchases', [...place, 0n, ALL], book.purchases.get(index) ?? []);
    await expectRead(
      'getKeyDeliveries',
      place,
      delivered.map(([, delivery]) => delivery)
    );
    for (const account of accounts) {
      const named = book.namedPrices.get(`${index} ${account}`) ?? { minerPrice: 0n, requesterPrice: 0n };
      await expectRead('getNamedPrice', [...place, account], named);
      await expectRead('priceFor', [...place, account], priceFor(book, BigInt(index), account));
    }
  }

  return async (state: ModelState): Promise<void> => {
    const { holder, proposed, fromBlock } = state.treasury;
    await expectRead('treasury', [], [holder, proposed, fromBlock]);
    await expectRead('requestCount', [], BigInt(state.books.length));
    for (const account of accounts) {
      await expectRead('owedRao', [account], state.owedRao.get(account) ?? 0n);
      await expectRead('bondOf', [account], state.bonds.get(account) ?? NO_BOND);
    }
    for (const [account] of [...state.owedRao, ...state.bonds])
      if (!accounts.includes(account)) throw new Error(`model: ${account} is not looked at`);
    for (const hotkey of hotkeys) {
      await expectRead('founderRank', [hotkey], BigInt(state.founders.indexOf(hotkey) + 1));
      await expectRead('validatorRank', [hotkey], BigInt(state.rankedValidators.indexOf(hotkey) + 1));
    }
    for (const commitment of benchmarks)
      await expectRead('getBenchmark', [commitment], state.benchmarks.get(commitment) ?? NO_BENCHMARK);
    for (const [id, book] of state.books.entries()) await compareBook(book, BigInt(id));
  };
}

/** Where two values differ, in words; hex is compared whatever its case. */
export function differenceOf(actual: unknown, expected: unknown, place: string): string | undefined {
  if (actual === expected) return undefined;
  if (typeof actual === 'string' && typeof expected === 'string' && actual.startsWith('0x'))
    if (actual.toLowerCase() === expected.toLowerCase()) return undefined;
  if (typeof actual !== 'object' || typeof expected !== 'object' || actual === null || expected === null)
    return `${place} is ${String(actual)}, and ${String(expected)} in the model`;
  const [own, other] = [actual as Record<string, unknown>, expected as Record<string, unknown>];
  const keys = new Set([...Object.keys(own), ...Object.keys(other)]);
  for (const key of keys) {
    const difference = differenceOf(own[key], other[key], `${place}.${key}`);
    if (difference) return difference;
  }
  return undefined;
}
