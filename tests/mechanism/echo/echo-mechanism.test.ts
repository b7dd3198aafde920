import { expect, test } from 'vitest';
import type { Machine } from '#lib/core/mechanism/machine.ts';
import { parseRequestSpec } from '#lib/core/request/parse-request-spec.ts';
import { wholeSpec } from '#lib/core/mechanism/whole-spec.ts';
import { readResult, resultDocument, type ResultDocument } from '#lib/core/mechanism/result-document.ts';
import type { Result } from '#lib/core/mechanism/result.ts';
import { echoMechanism, type EchoEvidence } from './echo-mechanism.ts';

const spec = wholeSpec(
  echoMechanism,
  parseRequestSpec({
    format: 'assay/request/1',
    mechanism: 'echo',
    title: 'Say it back',
    domain: 'echoes',
    description: 'The hidden lines, said back.',
    maxBytes: 1000,
    license: 'CC0-1.0',
    lines: 4
  })
);
const text = (value: string) => new TextEncoder().encode(value);

async function measured(answers: string): Promise<Result<EchoEvidence>> {
  const files = echoMechanism.packEntry({ text: answers }, { spec, requestCid: 'cid', gates: [] });
  const entry = { index: 0, miner: '0x01', files };
  const task = { spec, hidden: text('a\nb\nc\nd\n'), entry, others: [{ ...entry, index: 1 }], seeds: [7] };
  return (await echoMechanism.measure(task, {} as Machine)) as Result<EchoEvidence>;
}

test('the score is the share of equal lines, and a rerun gives the same', async () => {
  const result = await measured('a\nx\nc\nd\n');
  expect(result).toMatchObject({ score: 0.75, evidence: { right: 3, lines: 4, others: [1] }, seeds: [7] });
  expect(echoMechanism.compare(result, await measured('a\nx\nc\nd\n')).outcome).toBe('equal');
  expect(echoMechanism.compare({ ...result, score: 1 }, result).outcome).toBe('refuted');
});

test('a result of another mechanism than lift is a document that keeps its evidence apart', async () => {
  const result = await measured('a\nb\nc\nd\n');
  const document = resultDocument(result);
  expect(document).toMatchObject({ format: 'assay/result/1', mechanism: 'echo', evidence: { right: 4 } });
  expect(readResult(JSON.parse(JSON.stringify(document)) as ResultDocument)).toEqual(result);
});

test('a body that is none is refused with its field', () => {
  for (const [fields, path] of [
    [{ lines: 0 }, '/lines'],
    [{}, '/lines'],
    [{ lines: 4, more: 1 }, '/more']
  ] as const)
    expect(() => echoMechanism.parseBody(fields)).toThrow(
      expect.objectContaining({ code: 'request/invalid-field', details: { path } })
    );
});
