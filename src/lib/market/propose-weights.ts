// A validator's weights vector from the scores it gave: each miner's mean over the requests scored lately.
import type { Metagraph } from '../chain/market-chain.ts';
import { weightVector, type WeightVector } from '../core/weights/weight-vector.ts';
import type { MarketEdges } from './market-edges.ts';

export interface WeightsProposal extends WeightVector {
  /** Why each uid gets its weight: mean score and how many scores stand behind it. */
  rows: { uid: number; hotkey: string; meanScore: number; scores: number; value: number; previousValue: number }[];
  metagraph: Metagraph;
  /** Scores given before this block do not count any more. */
  sinceBlock: number;
}

/** Scores older than this many blocks are forgotten (about a week of 12-second blocks). */
export const WEIGHTS_WINDOW_BLOCKS = 50_400;

/**
 * @param validator the validator's hotkey as public key. Only its own scores count; a miner whose uid was taken over
 * by another hotkey since then gets nothing.
 */
export async function proposeWeights(
  { chain }: Pick<MarketEdges, 'chain'>,
  validator: { publicKey: `0x${string}` }
): Promise<WeightsProposal> {
  const metagraph = await chain.metagraph({ weights: true });
  const sinceBlock = Math.max(0, metagraph.block - WEIGHTS_WINDOW_BLOCKS);
  const events = await chain.events();
  const byHotkey = new Map(metagraph.neurons.map((neuron) => [neuron.publicKey, neuron]));
  const submissions = new Map(
    events.flatMap((event) =>
      event.kind === 'submitted' ? [[`${event.requestId}/${event.submissionIndex}`, event.hotkey] as const] : []
    )
  );

  const given = new Map<number, number[]>();
  for (const event of events) {
    if (event.kind !== 'scored' || event.hotkey !== validator.publicKey || event.block < sinceBlock) continue;
    const miner = byHotkey.get(submissions.get(`${event.requestId}/${event.submissionIndex}`) ?? '0x');
    if (miner) given.set(miner.uid, [...(given.get(miner.uid) ?? []), event.scorePpm / 1_000_000]);
  }
  const means = new Map(
    [...given].map(([uid, scores]) => [uid, scores.reduce((sum, score) => sum + score, 0) / scores.length])
  );
  const vector = weightVector(means);
  const own = byHotkey.get(validator.publicKey);
  const rows = metagraph.neurons
    .filter(({ uid }) => means.has(uid) || own?.weights.some(([target]) => target === uid))
    .map(({ uid, hotkey }) => ({
      uid,
      hotkey,
      meanScore: means.get(uid) ?? 0,
      scores: given.get(uid)?.length ?? 0,
      value: vector.values[vector.uids.indexOf(uid)] ?? 0,
      previousValue: own?.weights.find(([target]) => target === uid)?.[1] ?? 0
    }));
  return { ...vector, rows, metagraph, sinceBlock };
}
