// What stands before a score of people's judgements, and needs no truth: that there are answers, and not of too many names.
import type { GateFinding, GateResult } from '../../gate/gate-result.ts';
import { AppError } from '../../error/app-error.ts';
import { labelerKey, type Answer } from '../answers/answer.ts';
import { readAnswers, type ReadAnswers } from '../answers/read-answers.ts';
import type { Task } from '../task-set/task.ts';

const MOST_FINDINGS = 50;

/** A submission's answers, and what stands before their score. A file that cannot be read has none: that is its miner's doing. */
export function readOwnAnswers(
  bytes: Uint8Array,
  tasks: readonly Task[],
  { miner, mostLabelers }: { miner: string; mostLabelers: number }
): { answers: Answer[]; gates: GateResult[] } {
  try {
    const read = readAnswers(bytes, tasks, miner);
    return { answers: read.answers, gates: answerGates(read, mostLabelers) };
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown;
    return { answers: [], gates: [answersGate(0, 0, thrown.short)] };
  }
}

function answerGates({ answers, broken, brokenCount }: ReadAnswers, mostLabelers: number): GateResult[] {
  const ranked = answers.filter(({ ranking }) => ranking !== null);
  const labelers = new Set(answers.map(labelerKey)).size;
  const findings: GateFinding[] = broken
    .slice(0, MOST_FINDINGS)
    .map(({ line, problem }) => ({ line, message: problem }));
  const detail =
    brokenCount === 0
      ? `${ranked.length} rankings can be read.`
      : `${ranked.length} rankings can be read; ${brokenCount} broken lines count as not answered.`;
  return [
    { ...answersGate(ranked.length, brokenCount, detail), findings },
    {
      name: 'labelers',
      pass: labelers <= mostLabelers,
      value: labelers,
      limit: mostLabelers,
      unit: 'labelers',
      leftOut: 0,
      detail: `${labelers} labelers answered; a submission may have ${mostLabelers}.`,
      findings: []
    }
  ];
}

const answersGate = (ranked: number, leftOut: number, detail: string): GateResult => ({
  name: 'answers',
  pass: ranked > 0,
  // It passes or fails as a whole.
  value: ranked > 0 ? 0 : 1,
  limit: 0,
  unit: 'faults',
  leftOut,
  detail,
  findings: []
});
