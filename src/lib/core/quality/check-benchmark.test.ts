import { describe, expect, test } from 'vitest';
import { checkBenchmark } from './check-benchmark.ts';
import { wordProblemSet } from './testing/generated-sets.ts';
import { jsonl, PAIR_REQUEST } from './testing/pair-request.ts';

const good = wordProblemSet(40, 3);
const fault = (rows: object[], spec = PAIR_REQUEST) => {
  try {
    checkBenchmark({ spec, benchmark: jsonl(rows) });
    return null;
  } catch (thrown) {
    return thrown;
  }
};

describe('a benchmark that the gates would refuse as a submission is refused before it is locked', () => {
  test('clean rows pass', () => expect(fault(good)).toBeNull());

  test('one row again and again: how many would be left out, and where', () => {
    const rows = Array.from({ length: 24 }, () => good[0]!);
    expect(fault(rows)).toMatchObject({
      code: 'benchmark/fails-gates',
      short: expect.stringContaining('23 of 24 rows would be left out'),
      hints: [expect.stringMatching(/^exact-duplicates: line 2: This row repeats line 1\. .* And 20 more\.$/)],
      details: { file: 'Benchmark', rows: 24, leftOut: 23 }
    });
  });

  test('preferences of equal answers', () => {
    const spec = {
      ...PAIR_REQUEST,
      kind: 'preferences' as const,
      schema: { type: 'object' },
      fields: { kind: 'preference' as const, prompt: '/prompt', chosen: '/chosen', rejected: '/rejected' }
    };
    const rows = good.map(({ input, output }) => ({ prompt: input, chosen: output, rejected: output }));
    expect(fault(rows, spec)).toMatchObject({
      code: 'benchmark/fails-gates',
      hints: [expect.stringMatching(/^equal-answers: line 1, \/rejected: /)]
    });
  });

  test('another language than the request asks for', () => {
    const rows = good.map(({ input }, at) => ({
      input,
      output: `Der Zug Nummer ${at} verlässt den alten Bahnhof um acht und erreicht die Stadt vor dem Mittag.`
    }));
    expect(fault(rows, { ...PAIR_REQUEST, language: 'eng' })).toMatchObject({
      code: 'benchmark/fails-gates',
      short: expect.stringContaining('"eng"')
    });
  });

  test('a credential in one row, masked', () => {
    const key = `ghp_${'bX7qL2mZ9pR4tK8vN3cW6yD1fG5hJ0sAeUiO'}`;
    const thrown = fault([...good, { input: 'Which token?', output: key }]);
    expect(thrown).toMatchObject({ code: 'benchmark/fails-gates', details: { leftOut: 1 } });
    expect(JSON.stringify(thrown)).not.toContain(key);
  });

  test('a few rows below the limits are no reason', () => expect(fault([...good, good[0]!, good[1]!])).toBeNull());
});
