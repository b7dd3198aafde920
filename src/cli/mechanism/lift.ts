// Lift in the command: rows from a JSONL file, results with their measures.
import type { LiftEvidence } from '#lib/core/lift/lift-evidence.ts';
import type { RowsEntry } from '#lib/core/lift/lift-mechanism.ts';
import { readInput } from '../read-input.ts';
import type { CliMechanism } from './cli-mechanism.ts';
import { gateLines } from '../gate-lines.ts';
import { liftResultJson } from './lift/lift-result-json.ts';

export const liftCommand: CliMechanism<RowsEntry, LiftEvidence> = {
  readEntry: async (path) => ({ data: await readInput(path) }),
  resultJson: liftResultJson,
  resultLines({ gates, evidence }) {
    const lines = gates.flatMap(gateLines);
    if (!evidence.measurement) return lines;
    const { lift, conditionalGain, baseline, trained, unit = 'byte' } = evidence.measurement;
    return [
      ...lines,
      `lift ${lift.bitsPerByte.toFixed(4)} bits per ${unit} (95 % ${lift.ci95.map((end) => end.toFixed(4)).join(' to ')})`,
      `${conditionalGain ? `conditional gain ${conditionalGain.bitsPerByte.toFixed(4)}, ` : ''}${baseline.bitsPerByte.toFixed(4)} before, ${trained.bitsPerByte.toFixed(4)} after training`
    ];
  },
  backendOf: ({ evidence }) => evidence.backend
};
