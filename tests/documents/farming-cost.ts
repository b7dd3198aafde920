// What it costs to take a part of a validator's vector by paying for one's own submissions, under the defaults: the very code that
// makes the vector is asked, and the smallest payment that reaches the part is searched for. Prices are the contract's and the chain's.
import type { Hex } from '#lib/core/encoding/hex.ts';
import { RAO_PER_TAO } from '#lib/core/encoding/tao.ts';
import type { PaidScore } from '#lib/core/weights/count-payment.ts';
import { weighMiners } from '#lib/core/weights/weigh-miners.ts';
import { DEFAULT_WEIGHING } from '#lib/core/weights/weighing-rules.ts';
import { markdownTable } from './markdown-table.ts';

/** Of the bounty. An attacker takes the treasury's part too, as an early bonus that it writes into its own terms. */
const MINERS_PART = 0.7;
const VALIDATORS_PART = 0.25;
const BONUS_PART = 0.05;
/** Every call of a request's life, from docs/market.md with 16 validators and 8 submissions, at the base fee of 20 gwei. */
const GAS_PER_REQUEST = 5_542_074;
const RAO_PER_GAS = 20;
/** The chain's least price of a registration, and how each one raises it. */
const REGISTRATION_RAO = 500_000;
const REGISTRATION_GROWTH = 1.26;

export interface Farming {
  /** The part of the vector that is wanted, in (0, 1). */
  share: number;
  /** What counts of honest requests, in TAO, and how many miners of a coldkey each it went to. */
  honestTao: number;
  honestMiners: number;
  /** In a mechanism of its own, which nobody else uses and which has half of the mix. */
  isApart: boolean;
  /** The attacker's part of the points of the validators that score its requests, in [0, 1]. */
  ownPoints: number;
}

export interface FarmingCost {
  coldkeys: number;
  /** What must count of its own payments; null: no sum is enough. */
  countedTao: number | null;
  bountyTao: number;
  /** To validators that are not its own. */
  lostTao: number;
  /** One request, and a registration for each coldkey. */
  feesTao: number;
}

export function farmingCost(farming: Farming): FarmingCost {
  const coldkeys = Math.ceil(farming.share / DEFAULT_WEIGHING.cap);
  const countedTao = leastCounted(farming, coldkeys);
  const bountyTao = (countedTao ?? 0) / (MINERS_PART + BONUS_PART);
  const registrations = (REGISTRATION_RAO * (REGISTRATION_GROWTH ** coldkeys - 1)) / (REGISTRATION_GROWTH - 1);
  return {
    coldkeys,
    countedTao,
    bountyTao,
    lostTao: bountyTao * VALIDATORS_PART * (1 - farming.ownPoints),
    feesTao: (GAS_PER_REQUEST * RAO_PER_GAS + registrations) / Number(RAO_PER_TAO)
  };
}

function leastCounted(farming: Farming, coldkeys: number): number | null {
  let [low, high] = [0, farming.honestTao * 1_000];
  if (shareOf(high, coldkeys, farming) < farming.share - 1e-9) return null;
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (shareOf(middle, coldkeys, farming) < farming.share - 1e-9) low = middle;
    else high = middle;
  }
  return high;
}

/** What the attacker has of the vector when so much of its own payments counts. */
function shareOf(ownTao: number, coldkeys: number, { honestTao, honestMiners, isApart }: Farming): number {
  const honest = payments(honestMiners, honestTao, 0);
  const own = payments(coldkeys, ownTao, honestMiners);
  const paid: [string, PaidScore[]][] = isApart
    ? [
        ['used', honest],
        ['empty', own]
      ]
    : [['used', [...honest, ...own]]];
  const { shares } = weighMiners(new Map(paid), {
    rules: DEFAULT_WEIGHING,
    curve: { kind: 'linear' },
    aggregationOf: () => 'mean',
    mix: { shares: isApart ? { used: 1, empty: 1 } : { used: 1 }, mechids: {} },
    ...{ mechid: 0, burnUid: null, fullVolumeRao: null, block: 0 }
  });
  return [...shares].reduce((sum, [uid, share]) => sum + (uid >= honestMiners ? share : 0), 0);
}

/** Equal payments to so many coldkeys, each in a request of its own. */
const payments = (coldkeys: number, tao: number, firstUid: number): PaidScore[] =>
  Array.from({ length: coldkeys }, (_, at) => ({
    ...{ requestId: firstUid + at, submissionIndex: 0, uid: firstUid + at },
    coldkey: `0x${(firstUid + at).toString(16).padStart(64, '0')}` as Hex,
    payer: `0x${'ff'.repeat(32)}` as Hex,
    ...{ score: 0.5, paidRao: BigInt(Math.round((tao / coldkeys) * Number(RAO_PER_TAO))), settledBlock: 0 }
  }));

const HONEST_TAO = 1_000;
const tao = (amount: number) => amount.toLocaleString('en', { maximumFractionDigits: amount < 10 ? 2 : 0 });

/** The section of docs/weights.md. */
export function farmingTable(): string {
  const rows = [0.01, 0.05, 0.1, 0.25, 0.5, 0.75].map((share) => {
    const at = (more: Partial<Farming>) =>
      farmingCost({ share, honestTao: HONEST_TAO, honestMiners: 20, isApart: false, ownPoints: 0, ...more });
    const spread = at({});
    const total = ({ countedTao, lostTao, feesTao }: FarmingCost) =>
      countedTao === null ? 'no sum' : tao(lostTao + feesTao);
    return [
      `${share * 100} %`,
      String(spread.coldkeys),
      spread.countedTao === null ? 'no sum' : tao(spread.bountyTao),
      spread.countedTao === null ? '' : tao(spread.lostTao),
      tao(spread.feesTao),
      total(spread),
      total(at({ ownPoints: 0.3 })),
      total(at({ honestMiners: 1 })),
      total(at({ isApart: true }))
    ];
  });
  return markdownTable(
    [
      'part of the vector',
      'coldkeys',
      'bounty',
      'lost to validators',
      'gas, registrations',
      'cost',
      'with 30 % of the points',
      'beside one miner',
      'in an empty mechanism'
    ],
    rows
  );
}
