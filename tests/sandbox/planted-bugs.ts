// Descriptions of small functions with tests, of which a chosen number have a bug that their tests can see.
import { smallFunctionTasks } from '#lib/core/demo/small-functions.ts';
import type { OutputCheck } from '#lib/core/checks/output-check.ts';

export interface TestedRow extends Record<string, unknown> {
  input: string;
  output: string;
  tests: string;
}

export const PYTHON_TESTS: OutputCheck = { kind: 'sandbox-tests', language: 'python', tests: '/tests' };

/** The opposite of each condition; on numbers that are not as many below zero as above it, every function then differs. */
const OPPOSITE: Record<string, string> = {
  'x % 2 == 0': 'x % 2 == 1',
  'x % 2 == 1': 'x % 2 == 0',
  'x > 0': 'x < 0',
  'x < 0': 'x > 0'
};
const CONDITION = /x % 2 == [01]|x [<>] 0/;

/** Distinct tasks, of which `wrong` are wrong, spread over the whole. */
export function rowsWithBugs(count: number, wrong: number, seed = 5): TestedRow[] {
  const tasks = new Map(smallFunctionTasks(count * 3, seed).map((task) => [task.input, task.output]));
  return [...tasks].slice(0, count).map(([input, right], index) => {
    const isWrong = Math.floor(((index + 1) * wrong) / count) > Math.floor((index * wrong) / count);
    return { input, output: isWrong ? withBug(right) : right, tests: testsOf(right) };
  });
}

const withBug = (output: string): string => output.replace(CONDITION, (condition) => OPPOSITE[condition]!);

function testsOf(right: string): string {
  const [, name] = /^def (\w+)/.exec(right)!;
  return `${right.replace(name!, 'expected')}
for values in ([], [0], [7, -3, 12, 40, -8], list(range(-60, 141))):
    assert ${name}(list(values)) == expected(list(values))
`;
}
