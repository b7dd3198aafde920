// The page's running measurement: it goes on while the user looks at other pages, and its report waits until it is sent.
import { getContext, setContext } from 'svelte';
import type { MarketRequest, MarketSubmission } from '../../chain/market-chain.ts';
import type { SigningAccount } from '../../chain/signing-account.ts';
import { AppError } from '../../core/error/app-error.ts';
import type { Progress } from '../../core/long-call.ts';
import type { Backend, ScoreReport } from '../../core/report/score-report.ts';
import { measureSubmission } from '../../market/score-submission.ts';
import type { Session } from '../session/session.svelte.ts';

export interface Job {
  request: MarketRequest;
  submission: MarketSubmission;
  title: string;
}

export const jobKey = ({ requestId, index }: { requestId: number; index: number }): string => `${requestId}/${index}`;

export class Scoring {
  running = $state.raw<Job | null>(null);
  progress = $state.raw<Progress | null>(null);
  /** Losses per seed as they arrive. */
  losses = $state.raw<number[][]>([]);
  error = $state.raw<AppError | null>(null);
  failedJob = $state.raw<Job | null>(null);
  /** Measured but not yet sent, by job and validator. */
  reports = $state.raw<Record<string, ScoreReport>>({});
  #controller: AbortController | null = null;
  #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  reportOf(submission: MarketSubmission, account: SigningAccount | null): ScoreReport | null {
    return account ? (this.reports[reportKey(submission, account)] ?? null) : null;
  }

  async start(job: Job, sealingSecretKey: Uint8Array, backend: Backend | 'auto'): Promise<void> {
    const { chain, content, account, edges } = this.#session;
    if (!chain || !content || !account || this.running) return;
    const controller = new AbortController();
    this.#controller = controller;
    this.running = job;
    this.error = null;
    this.failedJob = null;
    this.losses = [];
    this.progress = { stage: 'fetch', done: 0, total: 0 };
    try {
      const scorer = await edges.scorer();
      const outcome = await measureSubmission(
        { request: job.request, submission: job.submission, backend },
        { chain, content, scorer, account, sealingSecretKey },
        { signal: controller.signal, onProgress: (progress) => this.#hear(progress) }
      );
      if (outcome.status === 'measured')
        this.reports = { ...this.reports, [reportKey(job.submission, account)]: outcome.report };
    } catch (thrown) {
      if (!controller.signal.aborted) {
        this.error = AppError.from(thrown);
        this.failedJob = job;
      }
    } finally {
      this.running = null;
      this.progress = null;
    }
  }

  cancel(): void {
    this.#controller?.abort();
  }

  forget(submission: MarketSubmission, account: SigningAccount): void {
    const { [reportKey(submission, account)]: _, ...others } = this.reports;
    this.reports = others;
  }

  #hear(progress: Progress): void {
    this.progress = progress;
    const { loss, seed } = progress.values ?? {};
    if (loss === undefined || seed === undefined) return;
    const losses =
      this.losses.length > seed
        ? [...this.losses]
        : [...this.losses, ...Array.from({ length: seed + 1 - this.losses.length }, () => [])];
    losses[seed] = [...losses[seed]!, loss];
    this.losses = losses;
  }
}

const reportKey = (submission: MarketSubmission, account: SigningAccount) =>
  `${jobKey(submission)}:${submission.packageCid}:${account.publicKey}`;

const KEY = Symbol('scoring');
export const provideScoring = (scoring: Scoring): Scoring => setContext(KEY, scoring);
export const useScoring = (): Scoring => getContext(KEY);
