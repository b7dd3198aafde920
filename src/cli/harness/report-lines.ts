// A report on a harness, for people at a terminal.
import type { HarnessReport } from '#lib/core/harness/judge/harness-report.ts';
import type { DifferentLine } from '#lib/core/harness/judge/run-harness.ts';
import { gateLines } from '../gate-lines.ts';
import { oneLine } from '../one-line.ts';

/** Of a line that a program or its author wrote. */
const SHOWN_CHARACTERS = 160;

export function reportLines(report: HarnessReport): string[] {
  const { gates, factors, lift, upstream, similarity, differentLines, errorsTail, review, conversations } = report;
  const warnings = review.files.flatMap(({ path, findings }) =>
    findings
      .filter(({ severity }) => severity === 'warning')
      .map(({ pattern, line, column }) => `  warning: ${path}:${line ?? 1}:${column ?? 1} ${shown(pattern)}`)
  );
  return [
    `${report.score.toFixed(3)}  ${report.protocol}, ${conversations} conversations, seed ${report.seed}`,
    ...gates.flatMap(gateLines).map((line) => `  ${line}`),
    ...refusalLines(review.reasons).map((line) => `  ${line}`),
    ...warnings,
    ...differenceLines(differentLines).map((line) => `  ${line}`),
    ...errorLines(errorsTail),
    ...factors.flatMap(({ name, value, sentence, examples }) => [
      `  ${value.toFixed(2)} ${name}: ${sentence}`,
      ...examples.map((one) => `       line ${one.line} (${one.value.toFixed(2)}): ${shown(one.text)}`)
    ]),
    ...(lift ? [`  ${lift.score.toFixed(2)} lift: ${lift.reason}`] : []),
    ...similarity.programs.map(
      ({ name, percent, status, copied }) =>
        `  ${percent} % of ${shown(name)} (${status}); ${Math.round(100 * copied)} % counts as copied`
    ),
    ...(similarity.copiedRows > 0
      ? [`  ${Math.round(100 * similarity.copiedRows)} % of the conversations stand in earlier outputs`]
      : []),
    ...(upstream
      ? [`  Data Fabrication's own score of these rows: ${upstream.score.toFixed(3)} (it looks at form alone)`]
      : [])
  ];
}

/** Why a program was refused, but for the first reason, which its gate says. */
export const refusalLines = (reasons: readonly string[]): string[] =>
  reasons.slice(1).map((reason) => `refused: ${shown(reason)}`);

/** Where two runs differ. */
export const differenceLines = (lines: readonly DifferentLine[]): string[] =>
  lines.map(({ line, first, second }) => `line ${line}: "${shown(first ?? '')}" and then "${shown(second ?? '')}"`);

/** The last lines of what a program said of its own failure. */
export function errorLines(errorsTail: string): string[] {
  const last = errorsTail.split('\n').filter(Boolean).slice(-12);
  return last.length === 0 ? [] : ['  it said:', ...last.map((line) => `    ${shown(line)}`)];
}

/** On one line, and not for ever. */
export const shown = (text: string): string => oneLine(text, SHOWN_CHARACTERS);
