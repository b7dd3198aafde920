// What the page and the scoring worker say to each other, over Comlink.
import type { LiftProtocol } from '#lib/core/lift/protocol.ts';
import type { Progress } from '#lib/core/long-call.ts';
import type { Backend } from '#lib/core/report/score-report.ts';
import type { AppError } from '#lib/core/error/app-error.ts';
import type { ScoreInput, ScoreOutcome } from '#lib/score/score-dataset.ts';

export interface ScoreWorkerSettings {
  backend: Exclude<Backend, 'native'>;
  threads: number;
  /** Folder of the reference model, absolute URL with a closing slash. */
  referenceUrl: string;
  protocol: LiftProtocol;
}

/** An error crosses as its plain form: a thrown class instance would lose its code on the way. */
export type ScoreReply = { outcome: ScoreOutcome } | { error: ReturnType<AppError['toJSON']> };

export interface ScoreWorkerApi {
  /** Takes the Web Lock `lockName` for the worker's life: who waits for it learns when the worker is gone. */
  holdLock(lockName: string): Promise<void>;
  score(
    input: ScoreInput,
    settings: ScoreWorkerSettings,
    onProgress: (progress: Progress) => void
  ): Promise<ScoreReply>;
}
