// What the page and the measuring worker say to each other, over Comlink.
import type { FactsDatasetInput } from '#lib/core/facts/facts-dataset-input.ts';
import type { VerdictTime } from '#lib/core/lift/verdict-time.ts';
import type { PretrainedName } from '#lib/core/request/pretrained-name.ts';
import type { FactsDocument } from '#lib/core/facts/facts-report.ts';
import type { LiftProtocol } from '#lib/core/lift/protocol.ts';
import type { Progress } from '#lib/core/long-call.ts';
import type { Backend } from '#lib/core/model/backend.ts';
import type { Program } from '#lib/core/program/program.ts';
import type { ProgramTask } from '#lib/core/program/program-runner.ts';
import type { TestBatch, TestRun } from '#lib/core/program/test-batch.ts';
import type { ProgramRun } from '#lib/core/program/program-run.ts';
import type { LeftOutComparison } from '#lib/core/influence/left-out-comparison.ts';
import type { HarnessCheck, HarnessTrial, WrittenOrNot } from '#lib/ports/harness-checks.ts';
import type { Preflight } from '#lib/ports/preflights.ts';
import type { MeasureTask, PrecheckTask } from '#lib/core/mechanism/measure-task.ts';
import type { Precheck } from '#lib/core/mechanism/mechanism.ts';
import type { Cancelled, Result } from '#lib/core/mechanism/result.ts';
import type { LiftInput } from '#lib/core/lift/lift-input.ts';
import type { PowerInput } from '#lib/core/lift/power-input.ts';
import type { PowerReport } from '#lib/core/lift/power-report.ts';
import type { Reply } from './reply.ts';

export interface ScoreWorkerSettings {
  backend: Exclude<Backend, 'native'>;
  threads: number;
  /** Folder of the reference model, absolute URL with a closing slash. */
  referenceUrl: string;
  /** Pretrained models that this browser keeps, by name: handles, which are read when one is asked for. */
  models: Readonly<Record<string, Blob>>;
  /** Constants other than the mechanism's own, for tests. */
  protocol?: LiftProtocol;
  /** Whether the result of the very same run, finished before in this browser, will do. */
  reuse: boolean;
}

type OnProgress = (progress: Progress) => void;

/** Runs programs of strangers on the page's side: only a document can make the frames that hold them. */
export interface PagePrograms {
  run(program: Program, task: ProgramTask, onProgress: OnProgress): Promise<Reply<ProgramRun>>;
  test(batch: TestBatch, onProgress: OnProgress): Promise<Reply<TestRun>>;
}

export interface ScoreWorkerApi {
  /** Takes the Web Lock `lockName` for the worker's life: who waits for it learns when the worker is gone. */
  holdLock(lockName: string): Promise<void>;
  /** The result of a submission, by the mechanism that its request names. */
  measure(
    task: MeasureTask,
    settings: ScoreWorkerSettings,
    onProgress: OnProgress,
    programs: PagePrograms
  ): Promise<Reply<Result | Cancelled>>;
  /** `Mechanism.precheck`, by the mechanism's name. */
  precheck(
    mechanism: string,
    task: PrecheckTask,
    onProgress: OnProgress,
    programs: PagePrograms
  ): Promise<Reply<Precheck>>;
  harnessCheck(
    trial: HarnessTrial,
    onProgress: OnProgress,
    programs: PagePrograms
  ): Promise<Reply<HarnessCheck | Cancelled>>;
  harnessRun(
    trial: HarnessTrial,
    onProgress: OnProgress,
    programs: PagePrograms
  ): Promise<Reply<WrittenOrNot | Cancelled>>;
  preflight(
    input: LiftInput,
    settings: ScoreWorkerSettings,
    onProgress: OnProgress,
    programs: PagePrograms
  ): Promise<Reply<Preflight | Cancelled>>;
  preflightWithout(
    input: LiftInput,
    lines: number[],
    settings: ScoreWorkerSettings,
    onProgress: OnProgress,
    programs: PagePrograms
  ): Promise<Reply<LeftOutComparison | Cancelled>>;
  power(
    input: PowerInput,
    settings: ScoreWorkerSettings,
    onProgress: OnProgress
  ): Promise<Reply<PowerReport | Cancelled>>;
  verdictTime(
    model: PretrainedName,
    settings: ScoreWorkerSettings,
    onProgress: OnProgress
  ): Promise<Reply<VerdictTime | Cancelled>>;
  facts(
    input: FactsDatasetInput,
    settings: ScoreWorkerSettings,
    onProgress: OnProgress
  ): Promise<Reply<FactsDocument | Cancelled>>;
}
