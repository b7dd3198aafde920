// The checks of a request as sentences.
import type { OutputCheck } from '../../../core/checks/output-check.ts';

type Answer = Extract<OutputCheck, { kind: 'exact' | 'numeric' }>['answer'];

export function describeCheck(check: OutputCheck): string {
  switch (check.kind) {
    case 'exact':
      return `${describePlace(check.answer)} must be what the row holds at ${check.expected}${check.ignoreCase ? ', in any case' : ''}.`;
    case 'numeric':
      return `${describePlace(check.answer)} must be ${check.expected}${within(check.tolerance)}.`;
    case 'equations':
      return `The output must state an equation, and every one must hold${within(check.tolerance)}.`;
    case 'json-schema':
      return 'The output must be JSON that satisfies a schema.';
    case 'sandbox-tests':
      return `The ${check.language === 'python' ? 'Python' : 'JavaScript'} tests at ${check.tests} of the row must pass ${goingOn(check.before)}, and not without it.`;
    default:
      return check satisfies never;
  }
}

const goingOn = (before: string | undefined): string =>
  before === undefined ? 'on the output' : `on what is at ${before} with the output behind it`;

function describePlace(answer: Answer): string {
  switch (answer.take) {
    case 'whole':
      return 'The whole output';
    case 'last-line':
      return 'The last line of the output';
    case 'last-number':
      return 'The last number of the output';
    case 'first-number':
      return 'The first number of the output';
    case 'after':
      return `What follows "${answer.after}" in the output`;
    default:
      return answer satisfies never;
  }
}

const within = (tolerance: number): string => (tolerance === 0 ? '' : `, within ${tolerance}`);
