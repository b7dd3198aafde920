// People's judgements in the command: answers from a JSONL file, results with each labeler.
import type { HumanEntry } from '#lib/core/human/mechanism/human-entry.ts';
import type { HumanEvidence } from '#lib/core/human/mechanism/human-evidence.ts';
import { ANSWER_LIMITS } from '#lib/core/human/task-set/task-set-limits.ts';
import { labelerLines } from '../human/score-lines.ts';
import { gateLines } from '../gate-lines.ts';
import { readInput } from '../read-input.ts';
import type { CliMechanism } from './cli-mechanism.ts';
import { flatResult } from './flat-result.ts';

export const humanCommand: CliMechanism<HumanEntry, HumanEvidence> = {
  readEntry: async (path) => ({ answers: await readInput(path, ANSWER_LIMITS.maxBytes) }),
  resultJson: flatResult,
  resultLines: ({ gates, evidence }) => [
    ...gates.flatMap(gateLines),
    ...(evidence.labelers.length > 0 ? labelerLines(evidence.labelers) : [])
  ],
  backendOf: () => null
};
