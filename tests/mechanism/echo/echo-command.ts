// The test mechanism in the command.
import { readInput } from '../../../src/cli/read-input.ts';
import type { CliMechanism } from '../../../src/cli/mechanism/cli-mechanism.ts';
import type { EchoEntry, EchoEvidence } from './echo-mechanism.ts';

export const echoCommand: CliMechanism<EchoEntry, EchoEvidence> = {
  readEntry: async (path) => ({ text: new TextDecoder().decode(await readInput(path)) }),
  resultJson: ({ score, reason, evidence }) => ({ score, reason, ...evidence }),
  resultLines: ({ evidence }) => [`${evidence.right} right of ${evidence.lines}`],
  backendOf: () => null
};
