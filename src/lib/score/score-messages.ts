// What the page and the scoring worker say to each other, over Comlink.
import type { LiftProtocol } from '#lib/core/lift/protocol.ts';
import type { Progress } from '#lib/core/long-call.ts';
import type { Backend } from '#lib/core/model/backend.ts';
import type { AppError } from '#lib/core/error/app-error.ts';
import type { LeftOutComparison } from '#lib/core/influence/left-out-comparison.ts';
import type { Preflight } from '#lib/ports/preflights.ts';
import type { ScoreOutcome } from '#lib/score/score-dataset.ts';
import type { ScoreInput } from '#lib/core/mechanism/measure-task.ts';

export interface ScoreWorkerSettings {
  backend: Exclude<Backend, 'native'>;
  threads: number;
  /** Folder of the reference model, absolute URL with a closing slash. */
  referenceUrl: string;
  protocol: LiftProtocol;
  /** Whether the verdict of the very same run, finished before in this browser, will do. */
  reuse: boolean;
}

/** An error crosses as its plain form: a thrown class instance would lose its code on the way. */
export type WorkerReply<T> = { outcome: T } | { error: ReturnType<AppError['toJSON']> };

type OnProgress = (progress: Progress) => void;
type Cancelled = { cancelled: true };

export interface ScoreWorkerApi {
  /** Takes the Web Lock `lockName` for the worker's life: who waits for it learns when the worker is gone. */
  holdLock(lockName: string): Promise<void>;
  score(input: ScoreInput, settings: ScoreWorkerSettings, onProgress: OnProgress): Promise<WorkerReply<ScoreOutcome>>;
  preflight(
    input: ScoreInput,
    settings: ScoreWorkerSettings,
    onProgress: OnProgress
  ): Promise<WorkerReply<Preflight | Cancelled>>;
  preflightWithout(
    input: ScoreInput,
    lines: number[],
    settings: ScoreWorkerSettings,
    onProgress: OnProgress
  ): Promise<WorkerReply<LeftOutComparison | Cancelled>>;
}
