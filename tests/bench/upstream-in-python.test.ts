// The reference's formulas, written twice and apart from each other, give the same numbers.
import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { readConversations } from '#lib/core/harness/dataset/read-conversations.ts';
import { deskConversations } from '#lib/core/harness/testing/desk-conversations.ts';
import { fixedPrograms } from '#lib/core/harness/testing/fixed-programs.ts';
import { logConversations } from '#lib/core/harness/testing/log-conversations.ts';
import { patchedRepairs } from '#lib/core/harness/testing/patched-repairs.ts';
import { repairConversations } from '#lib/core/harness/testing/repair-conversations.ts';
import { spoil } from '#lib/core/harness/testing/spoil-conversations.ts';
import { stockRows } from '#lib/core/harness/testing/stock-rows.ts';
import { tableConversations } from '#lib/core/harness/testing/table-conversations.ts';
import { upstreamScore } from '#lib/core/harness/upstream/upstream-score.ts';
import { upstreamInPython } from './upstream-in-python.ts';

const python = (
  spawnSync('python3', ['-c', 'import sys; print(sys.executable)'], { encoding: 'utf8' }).stdout ?? ''
).trim();

const jsonl = (rows: readonly object[]) => new TextEncoder().encode(rows.map((row) => JSON.stringify(row)).join('\n'));
const odd = [
  {
    messages: [
      { role: 'user', content: 'Wo ist der Käse? 🧀' },
      { role: 'assistant', content: 'I hope this helps' }
    ]
  },
  {
    task: { type: null, difficulty: 3, prompt: 'a test' },
    messages: [
      { role: 'assistant', content: null, function_call: { name: 'f', arguments: '' } },
      { role: 'function', content: 'x'.repeat(40) },
      { role: 'assistant', content: 'x'.repeat(39), tool_calls: [{ name: 'g' }] }
    ],
    final: { answer: '', tests: [] },
    metadata: { benchmark_tags: ['swe'] }
  }
];
const SETS: Record<string, Uint8Array> = {
  repairs: jsonl(repairConversations(120, 3)),
  patches: jsonl(patchedRepairs(60, 3, { tests: true })),
  desk: jsonl(deskConversations(120, 3)),
  logs: jsonl(logConversations(120, 3)),
  tables: jsonl(tableConversations(120, 3)),
  stock: new TextEncoder().encode(stockRows(200)),
  'copies of one row': jsonl(spoil(repairConversations(60, 3), 'templated', 0.9, 3)),
  'words replaced': jsonl(fixedPrograms(deskConversations, 60)['a quarter of the words replaced, by row']!(1)),
  'odd rows': jsonl(odd)
};

describe.skipIf(python === '')('the reference in Python', () => {
  test.each(Object.entries(SETS))('%s', (_, output) => {
    const own = upstreamScore(readConversations(output));
    const { score, metrics } = upstreamInPython(python, output);
    for (const [name, value] of Object.entries(metrics))
      expect([name, own.metrics[name as keyof typeof metrics]]).toEqual([name, expect.closeTo(value, 12)]);
    expect(own.score).toBeCloseTo(score, 12);
  });
});
