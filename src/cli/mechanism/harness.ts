// Harnesses in the command: a program from a folder or an archive, results with what was run and why.
import type { HarnessEvidence } from '#lib/core/harness/mechanism/harness-evidence.ts';
import type { HarnessEntry } from '#lib/core/harness/harness-mechanism.ts';
import { readPackage } from '../harness/read-package.ts';
import { differenceLines, errorLines, refusalLines, shown } from '../harness/report-lines.ts';
import { openedLines } from '../harness/opened-lines.ts';
import type { CliMechanism } from './cli-mechanism.ts';
import { flatResult } from './flat-result.ts';
import { gateLines } from '../gate-lines.ts';

export const harnessCommand: CliMechanism<HarnessEntry, HarnessEvidence> = {
  readEntry: async (path) => ({ package: await readPackage(path) }),
  resultJson: flatResult,
  resultLines({ gates, evidence }) {
    const { review, factors, lift, similarity, opened, outputHash, otherRun, differentLines, errorsTail } = evidence;
    return [
      ...gates.flatMap(gateLines),
      ...refusalLines(review.reasons),
      ...differenceLines(differentLines),
      ...errorLines(errorsTail),
      ...factors.map(({ name, value, sentence }) => `${value.toFixed(2)} ${name}: ${sentence}`),
      ...(lift ? [`${lift.score.toFixed(2)} lift: ${lift.reason}`] : []),
      ...similarity.programs
        .filter(({ copied }) => copied > 0)
        .map(
          ({ name, percent, copied }) =>
            `${percent} % of ${shown(name)}; ${Math.round(100 * copied)} % counts as copied`
        ),
      ...openedLines(opened).map((line) => line.trim()),
      ...(outputHash === null ? [] : [`output ${outputHash}`]),
      ...(otherRun ? [`output with seed ${otherRun.seed} ${otherRun.outputHash}`] : [])
    ];
  },
  backendOf: ({ evidence }) => evidence.lift?.backend ?? null
};
