// Holds the SDK's answers against what our own client reads from the same chain.

/** A line of `ask_sdk.py`. */
export interface Answer {
  area: string;
  question: string;
  value?: unknown;
  refused?: string;
}

/** Right values by `area: question`; a function tells what is wrong, or nothing. */
export type Expectations = Record<string, unknown>;

export interface Result {
  area: string;
  question: string;
  outcome: 'answered' | 'differs' | 'refused';
  /** Empty where the answer is right. */
  reason: string;
}

/** Answers without an expectation count as right when there is one at all. */
export function judgeAnswers(answers: readonly Answer[], expected: Expectations): Result[] {
  return answers.map(({ area, question, value, refused }) => {
    if (refused !== undefined) return { area, question, outcome: 'refused', reason: refused };
    const reason = wrongWith(value, expected[`${area}: ${question}`]);
    return { area, question, outcome: reason === '' ? 'answered' : 'differs', reason };
  });
}

function wrongWith(value: unknown, expectation: unknown): string {
  if (expectation === undefined) return '';
  if (typeof expectation === 'function') return (expectation as (value: unknown) => string | undefined)(value) ?? '';
  const [got, wanted] = [JSON.stringify(value), JSON.stringify(expectation)];
  return got === wanted ? '' : `the SDK reads ${got}, our client ${wanted}`;
}
