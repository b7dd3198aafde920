// Where a harness is judged: apart, where the machine has a place for that, else here.
import type { LongCallOptions } from '../../long-call.ts';
import type { ApartCalls, JudgeApart } from '../../mechanism/judge-apart.ts';
import type { Cancelled } from '../../mechanism/result.ts';
import type { ProgramRunner } from '../../program/program-runner.ts';
import type { MeasureLift } from './conversation-lift.ts';
import type { HarnessReport } from './harness-report.ts';
import { judgeHarness, type HarnessTask } from './judge-harness.ts';

type JudgedTask = Omit<HarnessTask, 'onOutput'>;

/** As `judgeHarness`, and as `JudgeApart`. */
export function judgeOn(judgeApart: JudgeApart | undefined) {
  return async (
    { lift, ...task }: JudgedTask,
    runner: ProgramRunner,
    options: LongCallOptions = {}
  ): Promise<HarnessReport | Cancelled> => {
    if (!judgeApart) return judgeHarness({ ...task, lift }, runner, options);
    const calls: ApartCalls = {
      programs: runner,
      ...(lift && {
        lift: (conversations, earlier) => lift(conversations as LiftGiven[0], earlier as LiftGiven[1], options)
      })
    };
    try {
      return (await judgeApart('harness', task, calls, options)) as HarnessReport | Cancelled;
    } catch (thrown) {
      if (options.signal?.aborted) return { cancelled: true };
      throw thrown;
    }
  };
}

type LiftGiven = Parameters<MeasureLift>;

/** What runs there: `task` and `calls` are those of the function above. */
export const judgeHere = (task: unknown, { programs, lift }: ApartCalls, options: LongCallOptions) =>
  judgeHarness(
    {
      ...(task as JudgedTask),
      ...(lift && { lift: (...given: LiftGiven) => lift(given[0], given[1]) as ReturnType<MeasureLift> })
    },
    programs,
    options
  );
