// Tools and a request, answered with a call as JSON.
import { glaive } from '../../bench/public-data/sources.ts';
import type { ValidityDomain } from '../domain.ts';
import { objectIn } from './same-answer.ts';

export const toolCalls: ValidityDomain = {
  name: 'tool calls (Glaive)',
  files: [glaive],
  license: 'Apache-2.0 (the repository)',
  sizes: { benchmark: 40, test: 30, submission: 80 },
  rows: ([text]) => glaive.rows(text!),
  succeeds: (answer, row) => objectIn(answer) !== null && objectIn(answer) === objectIn(row.output),
  otherForm: {
    name: 'JSON indented',
    reshape: (output) => JSON.stringify(JSON.parse(output), null, 2)
  }
};
