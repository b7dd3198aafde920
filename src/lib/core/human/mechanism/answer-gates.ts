// What stands before a score of people's judgements, and needs no truth: that there are answers, and not of too many names.
import type { GateFinding, GateResult } from '../../gate/gate-result.ts';
import { AppError } from '../../error/app-error.ts';
import { labelerKey, type Answer } from '../answers/answer.ts';
import { readAnswers, type ReadAnswers } from '../answers/read-answers.ts';
import { NOT_JUDGED, ranksOfAnswer } from '../score/order.ts';
import type { Task } from '../task-set/task.ts';

const MOST_FINDINGS = 50;
/** More are no slips: a file of them would cost every other submission's measurement its time. */
const MOST_BROKEN = 1000;

/** A submission's answers, and what stands before their score. A file that cannot be read has none: that is its miner's doing. */
export function readOwnAnswers(
  bytes: Uint8Array,
  tasks: readonly Task[],
  { miner, mostLabelers }: { miner: string; mostLabelers: number }
): { answers: Answer[]; gates: GateResult[] } {
  const limits = { miner, mostLines: 2 * tasks.length * mostLabelers + MOST_BROKEN, mostBroken: MOST_BROKEN };
  const byId = new Map(tasks.map((task) => [task.id, task]));
  try {
    const read = readAnswers(bytes, tasks, limits);
    const answers = read.answers.map((answer) => scoredPart(answer, byId.get(answer.task)!));
    return { answers, gates: answerGates({ ...read, answers }, byId, mostLabelers) };
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown;
    return { answers: [], gates: [answersGate(0, 0, thrown.short)] };
  }
}

/** Texts of strangers, which nothing is computed from, are not kept. */
function scoredPart(answer: Answer, { criteria }: Task): Answer {
  const kept = answer.ranking === null ? criteria.filter(({ type }) => type === 'score') : [];
  return { ...answer, criteria: new Map([...answer.criteria].filter(([id]) => kept.some((one) => one.id === id))) };
}

function answerGates(
  { answers, broken, brokenCount }: ReadAnswers,
  tasks: ReadonlyMap<string, Task>,
  mostLabelers: number
): GateResult[] {
  const ranked = answers.filter((answer) =>
    ranksOfAnswer(answer, tasks.get(answer.task)!).some((rank) => rank !== NOT_JUDGED)
  );
  const labelers = new Set(answers.map(labelerKey)).size;
  const findings: GateFinding[] = broken
    .slice(0, MOST_FINDINGS)
    .map(({ line, problem }) => ({ line, message: problem }));
  const detail =
    brokenCount === 0
      ? `${ranked.length} orders can be read.`
      : `${ranked.length} orders can be read; ${brokenCount} broken lines count as not answered.`;
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
