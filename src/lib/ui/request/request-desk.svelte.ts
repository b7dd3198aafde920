// What an account does in requests, one thing at a time: which runs, how far it is, what went wrong.
import { AppError } from '../../core/error/app-error.ts';
import type { LongCallOptions, Progress } from '../../core/long-call.ts';
import type { TxOptions } from '../../ports/tx-state.ts';
import type { Challenge } from '../../core/market/market-state.ts';
import type { ScoreReport } from '../../core/report/score-report.ts';
import { isSameView } from '../../market/challenge/challenged-view.ts';
import { judgedView } from '../../market/challenge/judged-view.ts';
import { isBoxClaim } from '../../core/report/unreadable.ts';
import { challengeReport } from '../../market/challenge/challenge-report.ts';
import { commitScores } from '../../market/scoring/commit-scores.ts';
import { commitVerdict } from '../../market/challenge/commit-verdict.ts';
import type { ActorEdges } from '../../ports/market-edges.ts';
import type { RequestState } from '../../market/request/request-state.ts';
import { nameOfKey } from '../session/name-of-key.ts';
import type { Session } from '../session/session.svelte.ts';
import type { AboutTx, Transactions } from '../tx/transactions.svelte.ts';
import type { Job, Scoring } from '../scoring/scoring.svelte.ts';
import { performAction, type DirectAction } from '../../market/action/perform-action.ts';

type Verb = (edges: ActorEdges, options: LongCallOptions & TxOptions) => Promise<{ status: string } | null>;

export class RequestDesk {
  /** Label of what runs. */
  busy = $state<string | null>(null);
  /** In which request that is, or was last. */
  requestId = $state<number | null>(null);
  progress = $state.raw<Progress | null>(null);
  error = $state.raw<AppError | null>(null);
  readonly #session: Session;
  readonly #transactions: Transactions;
  readonly #scoring: Scoring;
  readonly #onChanged: () => void;
  #controller: AbortController | null = null;

  constructor(session: Session, transactions: Transactions, scoring: Scoring, onChanged: () => void) {
    this.#session = session;
    this.#transactions = transactions;
    this.#scoring = scoring;
    this.#onChanged = onChanged;
  }

  perform(label: string, action: DirectAction, state: RequestState): Promise<void> {
    const verb: Verb = (edges, options) => performAction(action, state, edges, options);
    return this.#run(label, state.request.id, verb, action.kind === 'buy' ? { keyAtRisk: { kind: 'purchase' } } : {});
  }

  /** Signs what is not signed yet, then commits one number a submission. */
  commitScores({ request }: RequestState, reports: readonly ScoreReport[]): Promise<void> {
    return this.#run('Commit scores', request.id, async (edges, options) => {
      const signed: ScoreReport[] = [];
      for (const report of reports) {
        const one = await this.#scoring.signed(report, edges.account);
        if (!one) return null;
        signed.push(one);
      }
      return commitScores({ request, reports: signed }, edges, options);
    });
  }

  /** Measures where that has not happened, signs, and commits the number. */
  judge(job: Job, challenge: Challenge): Promise<void> {
    return this.#run(`Judge challenge ${challenge.id}`, job.request.id, async (edges, options) => {
      const report = await this.#signedReport(job, challenge.accusedSeat, edges, options);
      return report && commitVerdict({ request: job.request, challenge, report }, edges, options);
    });
  }

  challenge(job: Job, seat: number): Promise<void> {
    const submissionIndex = job.submission.index;
    const { metagraph, account } = this.#session;
    const accused = job.submission.scores.find((score) => score.seat === seat);
    const name = accused ? nameOfKey(metagraph, accused.hotkey, account) : `seat ${seat}`;
    return this.#run(`Challenge ${name} on submission ${submissionIndex}`, job.request.id, async (edges, options) => {
      const evidence = await this.#signedReport(job, seat, edges, options);
      return evidence && challengeReport({ request: job.request, submissionIndex, seat, evidence }, edges, options);
    });
  }

  cancel(): void {
    this.#controller?.abort();
    this.#scoring.cancel();
  }

  /** Own report on what a seat reported on, measured with the same earlier submissions, and with what it says of its seal. */
  async #signedReport(
    job: Job,
    seat: number,
    edges: ActorEdges,
    options: LongCallOptions
  ): Promise<ScoreReport | null> {
    const place = { request: job.request, submissionIndex: job.submission.index, seat };
    const judged = await judgedView(place, edges, options);
    const kept = this.#scoring.reportOf(job.submission);
    // Of one's own seal nothing follows for another one's report.
    const isUsable = kept && judged.accusedClaim === null && !isBoxClaim(kept.unreadable);
    const report =
      isUsable && (await isSameView(kept, judged, edges)) ? kept : await this.#scoring.start({ ...job, judged });
    if (report) return this.#scoring.signed(report, edges.account);
    if (this.#scoring.error) throw this.#scoring.error;
    return null;
  }

  async #run(label: string, requestId: number, verb: Verb, about: AboutTx = {}): Promise<void> {
    const { chain, content, account, edges } = this.#session;
    if (!chain || !content || !account || this.busy !== null) return;
    const controller = new AbortController();
    const { signal } = controller;
    this.#controller = controller;
    this.busy = label;
    this.requestId = requestId;
    this.error = null;
    const { mechanisms, vault, scoreDrafts: drafts, randomBytes } = edges;
    const onProgress = (progress: Progress) => (this.progress = progress);
    try {
      const actor = { chain, content, mechanisms, account, vault, drafts, randomBytes };
      const outcome = await this.#transactions.run(
        label,
        account,
        (tracked) => verb(actor, { signal, onProgress, ...tracked }),
        about
      );
      if (outcome && outcome.status !== 'rejected' && outcome.status !== 'cancelled') this.#onChanged();
    } catch (thrown) {
      if (!signal.aborted) this.error = AppError.from(thrown);
    } finally {
      this.busy = null;
      this.progress = null;
    }
  }
}
