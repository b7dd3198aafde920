// What a false challenge costs an attacker with a part of the eligible stake, and what it brings: every number of tickets
// that the attacker can have on the jury of 3 and on the jury of 7, with its probability and with the money that
// MarketJury moves. All amounts in units of the validator bond, which is the least a challenge bond can be.
import { markdownTable } from '../../../tests/documents/markdown-table.ts';

const JURY = 3;
const APPEAL = 7;
const CHALLENGE_BOND = 1;
const APPEAL_BOND = 2 * CHALLENGE_BOND;
const VALIDATOR_BOND = 1;
/** A juror that an appeal refutes loses half. */
const LIE = VALIDATOR_BOND / 2;

export interface JuryCosts {
  /** Of the eligible stake. */
  share: number;
  /** Probability of most of the tickets. */
  majorityOfJury: number;
  majorityOfAppeal: number;
  /** Probability that the honest score is struck in the end, where the honest side always appeals. */
  upheld: number;
  /** Expected, per false challenge. */
  challengeBondLost: number;
  appealBondLost: number;
  jurorBondsLost: number;
  /** Out of the accused's bond. */
  gainFromAccused: number;
  /** Out of the accused's appeal and of the honest jurors that the larger jury refutes. */
  gainFromOthers: number;
  /** All gains less all losses. */
  net: number;
}

type Flow = Omit<JuryCosts, 'share' | 'majorityOfJury' | 'majorityOfAppeal' | 'net'>;
const NOTHING: Flow = {
  upheld: 0,
  challengeBondLost: 0,
  appealBondLost: 0,
  jurorBondsLost: 0,
  gainFromAccused: 0,
  gainFromOthers: 0
};

/** Of `count` tickets exactly `k` to a share. */
export function ticketProbability(k: number, count: number, share: number): number {
  let ways = 1;
  for (let i = 0; i < k; i++) ways = (ways * (count - i)) / (i + 1);
  return ways * share ** k * (1 - share) ** (count - k);
}

export function majorityProbability(count: number, share: number): number {
  let sum = 0;
  for (let k = Math.floor(count / 2) + 1; k <= count; k++) sum += ticketProbability(k, count, share);
  return sum;
}

const netOf = (flow: Flow): number =>
  flow.gainFromAccused + flow.gainFromOthers - flow.challengeBondLost - flow.appealBondLost - flow.jurorBondsLost;

/** The challenger gets half of the accused's bond, the tickets that agree, all the attacker's, a quarter. */
const FROM_ACCUSED = 0.75 * VALIDATOR_BOND;

/** The attacker's jury said what it wanted and the accused appeals; `first` and `second` are the attacker's tickets. */
function afterAccusedAppeals(first: number, second: number): Flow {
  const refuted = (JURY - first) * LIE;
  if (second * 2 > APPEAL)
    return { ...NOTHING, upheld: 1, gainFromAccused: FROM_ACCUSED, gainFromOthers: APPEAL_BOND + refuted };
  // In the minority its jurors say what is true, and are paid for it.
  const part = second / APPEAL;
  return {
    ...NOTHING,
    challengeBondLost: CHALLENGE_BOND - (part * CHALLENGE_BOND) / 2,
    // All its tickets in one seat: the least that it can lose.
    jurorBondsLost: LIE - (part * LIE) / 2
  };
}

/** The honest jury rejects and the attacker lets it be; its jurors said what is true. */
const afterGivingUp = (first: number): Flow => ({
  ...NOTHING,
  challengeBondLost: CHALLENGE_BOND - ((first / JURY) * CHALLENGE_BOND) / 2
});

/** The honest jury rejects and the attacker appeals. */
function afterOwnAppeal(first: number, second: number): Flow {
  if (second * 2 > APPEAL)
    return { ...NOTHING, upheld: 1, gainFromAccused: FROM_ACCUSED, gainFromOthers: (JURY - first) * LIE };
  const part = second / APPEAL;
  const lies = first > 0 ? LIE : 0;
  return {
    ...NOTHING,
    challengeBondLost: CHALLENGE_BOND - (part * CHALLENGE_BOND) / 2,
    appealBondLost: APPEAL_BOND - (part * APPEAL_BOND) / 2,
    jurorBondsLost: lies - part * lies
  };
}

function expected(share: number, flowOf: (second: number) => Flow): Flow {
  const sum = { ...NOTHING };
  for (let second = 0; second <= APPEAL; second++) add(sum, flowOf(second), ticketProbability(second, APPEAL, share));
  return sum;
}

function add(sum: Flow, flow: Flow, weight: number): void {
  for (const key of Object.keys(sum) as (keyof Flow)[]) sum[key] += weight * flow[key];
}

/**
 * One false challenge against one honest score. The attacker chooses what pays best at each step, all its tickets are in one
 * seat, every honest ticket is in a seat of its own; honest jurors come, and the accused appeals when it is wronged.
 * @param share of the eligible stake, 0 to 1.
 */
export function juryCosts(share: number): JuryCosts {
  const sum = { ...NOTHING };
  for (let first = 0; first <= JURY; first++) {
    const choices =
      first * 2 > JURY
        ? [expected(share, (second) => afterAccusedAppeals(first, second))]
        : [afterGivingUp(first), expected(share, (second) => afterOwnAppeal(first, second))];
    const best = choices.reduce((a, b) => (netOf(b) > netOf(a) ? b : a));
    add(sum, best, ticketProbability(first, JURY, share));
  }
  return {
    ...sum,
    share,
    majorityOfJury: majorityProbability(JURY, share),
    majorityOfAppeal: majorityProbability(APPEAL, share),
    net: netOf(sum)
  };
}

/** The least share, to a thousandth, from which a false challenge pays on average. */
export function payingShare(): number {
  let at = 0;
  while (juryCosts(at / 1000).net < 0) at++;
  return at / 1000;
}

const percent = (value: number): string => `${(100 * value).toFixed(value < 0.1 ? 2 : 1)} %`;
const bonds = (value: number): string => value.toFixed(3);

const HEAD = [
  'stake',
  'most of 3',
  'most of 7',
  'upheld in the end',
  'challenge bond lost',
  'appeal bond lost',
  "jurors' bonds lost",
  "gain: accused's bond",
  'gain: others',
  'net'
];

const rows = (): string[][] =>
  [10, 15, 20, 25, 30, 33, 40, 45, 50]
    .map((share) => juryCosts(share / 100))
    .map((costs) => [
      percent(costs.share),
      percent(costs.majorityOfJury),
      percent(costs.majorityOfAppeal),
      percent(costs.upheld),
      bonds(costs.challengeBondLost),
      bonds(costs.appealBondLost),
      bonds(costs.jurorBondsLost),
      bonds(costs.gainFromAccused),
      bonds(costs.gainFromOthers),
      bonds(costs.net)
    ]);

/** The table, and from where on a false challenge pays. */
export const juryCostsSection = (): string =>
  `${markdownTable(HEAD, rows())}\n\nA false challenge pays on average from ${percent(payingShare())} of the eligible stake on.`;
