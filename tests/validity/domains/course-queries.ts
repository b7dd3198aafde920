// A question about courses, answered with a query in SQL.
import type { ValidityDomain } from '../domain.ts';
import { endsInAnswer } from './same-answer.ts';

interface QueryRow {
  sql: string[];
  sentences: { text: string; variables: Record<string, string> }[];
}

const filled = (text: string, variables: Record<string, string>) =>
  Object.entries(variables).reduce((whole, [name, value]) => whole.replaceAll(name, value), text);

export const courseQueries: ValidityDomain = {
  name: 'SQL (Advising)',
  files: [
    {
      file: 'advising.json',
      sha256: 'ec8d6a2d570b1768b25ef51d2445bb599b537d9b3d802bf498513a70337599bd',
      from: 'jkkummerfeld/text2sql-data data/advising.json'
    }
  ],
  license: 'CC-BY-4.0',
  sizes: { benchmark: 150, test: 60, submission: 250 },
  rows: ([text]) =>
    (JSON.parse(text!) as QueryRow[]).flatMap(({ sql, sentences }) =>
      sentences.map(({ text, variables }) => ({ input: filled(text, variables), output: filled(sql[0]!, variables) }))
    ),
  succeeds: (answer, row) => endsInAnswer(answer, row.output),
  otherForm: { name: 'in a code fence', reshape: (output) => `\`\`\`sql\n${output}\n\`\`\`` }
};
