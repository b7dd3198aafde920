import { expect, test } from 'vitest';
import { FACTS_PROTOCOL } from '../core/facts/facts-protocol.ts';
import { tinyLlama } from '../core/llama/testing/tiny-llama.ts';
import { factsDataset } from './facts-dataset.ts';
import { createNativeRuntime } from './native-runtime.ts';
import { smallToyInput, TOY_SPEC } from './testing/toy.ts';

const protocol = { ...FACTS_PROTOCOL, rows: 6, promptTokens: 100, sequenceTokens: 200, outputTokens: 60, listed: 2 };
const model = async () => tinyLlama();
const runtime = await createNativeRuntime({ threads: 1 });
const { data, benchmark } = smallToyInput();

test('rows and benchmark are read from JSONL, by the request, into one document', async () => {
  const heard: number[] = [];
  const onProgress = ({ done, total }: { done: number; total: number }) => heard.push(done / total);
  const report = await factsDataset({ spec: TOY_SPEC, data, benchmark }, { runtime, model, protocol, onProgress });
  expect(report).toMatchObject({
    format: 'assay/facts/1',
    judged: 6,
    benchmark: { judged: 6 },
    backend: 'native',
    threads: 1
  });
  expect('dearest' in report && report.dearest).toHaveLength(2);
  expect(heard).toEqual(heard.toSorted((a, b) => a - b));
  expect(heard.at(-1)).toBe(1);
  expect(JSON.parse(JSON.stringify(report))).toEqual(report);
});

test('a cancelled reading is an outcome, a row or a model that cannot be read an error that names it', async () => {
  const cancelled = await factsDataset(
    { spec: TOY_SPEC, data },
    { runtime, model, protocol, signal: AbortSignal.abort() }
  );
  expect(cancelled).toEqual({ cancelled: true });
  const spoilt = new TextEncoder().encode('{"input":"a","output":"b"}\n{"input":"a"}\n');
  await expect(factsDataset({ spec: TOY_SPEC, data: spoilt }, { runtime, model, protocol })).rejects.toThrow(
    'Line 2 needs a string at /output.'
  );
  await expect(
    factsDataset({ spec: TOY_SPEC, data }, { runtime, model: async () => tinyLlama().subarray(0, 900), protocol })
  ).rejects.toMatchObject({ code: 'gguf/malformed' });
});
