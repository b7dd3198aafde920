// Findings stand in signed reports: a row's author must not decide how long they are, nor whether they can be written.
import { expect, test } from 'vitest';
import { MAX_REPORT_BYTES } from '../report/parse-score-report.ts';
import { canonicalJson } from '../encoding/canonical-json.ts';
import { checkRows, gate, PAIR_REQUEST } from './testing/pair-request.ts';

const LONG_KEY_BYTES = 100_000;
const SECRET = `ghp_${'aB3dE5gH7jK9'.repeat(3)}`;
const pair = (index: number) => ({ input: `What is ${index} and ${index}?`, output: `It is ${2 * index}.` });
const rows = (extra: (key: string) => object) =>
  Array.from({ length: 45 }, (_, index) => ({
    ...pair(index),
    ...extra(`${'\u0001'.repeat(LONG_KEY_BYTES)}${index}`)
  }));
const spec = { ...PAIR_REQUEST, maxBytes: 64_000_000 };

test.each([
  ['personal-data', rows((key) => ({ [key]: 'maria.kovacs@posteo.de' })), {}],
  ['secrets', rows((key) => ({ [key]: SECRET })), {}],
  ['schema', rows((key) => ({ [key]: 1 })), { additionalProperties: { type: 'string' } }]
] as const)('45 rows with keys of 100 kB leave the report small: %s', async (name, many, schema) => {
  const checked = await checkRows([...many], { spec: { ...spec, schema: { ...spec.schema, ...schema } } });
  const { findings, leftOut } = gate(checked, name);
  expect(leftOut).toBe(45);
  expect(findings).toHaveLength(45);
  for (const { path, message } of findings) expect((path ?? '').length + message.length).toBeLessThanOrEqual(602);
  expect(canonicalJson(checked.gates).length).toBeLessThan(MAX_REPORT_BYTES / 8);
});

test('a text that is quoted is cut between characters, so that the report can be written', async () => {
  const check = { kind: 'exact', expected: '/wanted', answer: { take: 'whole' }, ignoreCase: false } as const;
  const answers = [78, 79, 80].map((length) => ({
    ...pair(length),
    output: `${'a'.repeat(length)}😀😀`,
    wanted: 'b'
  }));
  const checked = await checkRows(answers, { spec: { ...spec, checks: [check] } });
  expect(gate(checked, 'wrong-answers').findings).toHaveLength(3);
  expect(() => canonicalJson(checked.gates)).not.toThrow();
});
