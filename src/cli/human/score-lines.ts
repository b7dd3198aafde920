// Scores of labelers and miners as tables for people at a terminal.
import type { BrokenAnswer } from '#lib/core/human/answers/answer.ts';
import type { DojoV1Labeler } from '#lib/core/human/dojo/dojo-v1-labelers.ts';
import type { HumanScore, LabelerScore } from '#lib/core/human/score/human-score.ts';
import { alignColumns } from '../align-columns.ts';
import { oneLine } from '../one-line.ts';

/** Broken answers that are named; the others are counted. */
const NAMED = 10;

export function scoreLines(
  { protocol, goldTasks, openTasks, labelers, miners }: HumanScore,
  dojo: readonly DojoV1Labeler[] | null
): string[] {
  return [
    `${protocol}: ${goldTasks} gold and ${openTasks} open tasks`,
    '',
    ...table(
      ['miner', 'labeler', 'score', '95 %', 'answered', ...(dojo ? ['dojo-v1'] : []), 'flags'],
      labelers.map((one, at) => [
        oneLine(one.miner, 24),
        oneLine(one.labeler, 24),
        one.score.toFixed(3),
        interval(one.interval95),
        String(one.answered),
        ...(dojo ? [dojo[at]!.points?.toFixed(3) ?? ''] : []),
        one.flags.join(', ')
      ])
    ),
    '',
    ...table(
      ['miner', 'score', '95 %', 'labelers', 'coverage'],
      miners.map((one) => [
        oneLine(one.miner, 24),
        one.score.toFixed(3),
        interval(one.interval95),
        String(one.labelers),
        `${Math.round(100 * one.coverage)} %`
      ])
    )
  ];
}

/** Labelers of one submission. */
export const labelerLines = (
  labelers: readonly Omit<LabelerScore, 'miner' | 'agreement' | 'open' | 'independent'>[]
): string[] =>
  table(
    ['labeler', 'score', '95 %', 'answered', 'flags'],
    labelers.map((one) => [
      oneLine(one.labeler, 24),
      one.score.toFixed(3),
      interval(one.interval95),
      String(one.answered),
      one.flags.join(', ')
    ])
  );

export function brokenLines(broken: readonly BrokenAnswer[], count: number): string[] {
  if (count === 0) return [];
  const more = count - Math.min(NAMED, broken.length);
  return [
    `${count} ${count === 1 ? 'answer is' : 'answers are'} broken and ${count === 1 ? 'counts' : 'count'} as not given:`,
    ...broken.slice(0, NAMED).map(({ problem }) => `  ${oneLine(problem, 200)}`),
    ...(more > 0 ? [`  and ${more} more`] : [])
  ];
}

const interval = ([low, high]: readonly [number, number]): string => `${low.toFixed(2)} to ${high.toFixed(2)}`;

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string[] =>
  alignColumns([head, ...rows]);
