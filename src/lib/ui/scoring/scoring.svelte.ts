// The page's running measurement: it goes on while the user looks at other pages, and its report waits in this browser, over
// reloads too, until it is committed.
import { getContext, setContext } from 'svelte';
import type { MarketRequest, MarketSubmission } from '../../core/market/market-state.ts';
import type { SigningAccount } from '../../ports/signing-account.ts';
import { AppError } from '../../core/error/app-error.ts';
import type { Progress } from '../../core/long-call.ts';
import type { MeasureTask } from '../../core/mechanism/measure-task.ts';
import type { ScoreReport } from '../../core/report/score-report.ts';
import type { Backend } from '../../core/model/backend.ts';
import type { JudgedView } from '../../market/challenge/judged-view.ts';
import { sealingSecrets } from '../../market/keys/sealing-secrets.ts';
import { draftPlace, keepReport } from '../../market/scoring/keep-report.ts';
import { measuredTask } from '../../market/scoring/measured-task.ts';
import { measureSubmission } from '../../market/scoring/measure-submission.ts';
import { signReport } from '../../market/scoring/sign-report.ts';
import { MeasureLog } from './measure-log.svelte.ts';
import type { Session } from '../session/session.svelte.ts';

export interface Job {
  request: MarketRequest;
  submission: MarketSubmission;
  title: string;
  /** Where another one's report is judged or challenged. */
  judged?: JudgedView;
}

export class Scoring {
  running = $state.raw<Job | null>(null);
  progress = $state.raw<Progress | null>(null);
  /** Losses per seed as they arrive. */
  losses = $state.raw<number[][]>([]);
  error = $state.raw<AppError | null>(null);
  failedJob = $state.raw<Job | null>(null);
  backend = $state<Backend | 'auto'>('auto');
  /** Of the chosen account on this chain, of all requests. */
  reports = $state.raw<readonly ScoreReport[]>([]);
  readonly log = new MeasureLog();
  #controller: AbortController | null = null;
  #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  /** Takes up what was measured before; call it when account or chain change. */
  async load(): Promise<void> {
    const { chain, account, edges } = this.#session;
    this.reports = [];
    if (!chain || !account) return;
    const place = draftPlace(chain, account, { requestId: 0 });
    const drafts = await edges.scoreDrafts.list();
    if (this.#session.account?.publicKey !== account.publicKey) return;
    this.reports = drafts
      .filter(({ hotkey, genesisHash }) => hotkey === place.hotkey && genesisHash === place.genesisHash)
      .filter(({ marketAddress }) => marketAddress.toLowerCase() === place.marketAddress.toLowerCase())
      .flatMap(({ reports }) => reports);
  }

  reportOf({ requestId, index, plainCid }: MarketSubmission): ScoreReport | null {
    const isIt = ({ request, submission }: ScoreReport) =>
      request.id === String(requestId) && submission.index === index && submission.packageCid === plainCid;
    return this.reports.find(isIt) ?? null;
  }

  /** Measures one submission and keeps the report. @returns null when it was cancelled or failed: see `error`. */
  async start(job: Job): Promise<ScoreReport | null> {
    const { chain, content, account, edges } = this.#session;
    if (!chain || !content || !account || this.running) return null;
    const controller = new AbortController();
    const beganMs = Date.now();
    const log = (score: number | null, error = '') =>
      this.log.add({
        atMs: beganMs,
        requestId: job.request.id,
        submission: job.submission.index,
        score,
        error,
        tookMs: Date.now() - beganMs
      });
    this.#controller = controller;
    this.running = job;
    this.error = null;
    this.failedJob = null;
    this.losses = [];
    this.progress = { stage: 'fetch', done: 0, total: 0 };
    try {
      const sealingSecretKeys = await sealingSecrets(edges.vault, account.publicKey);
      if (sealingSecretKeys.length === 0) throw noSealingKey(account);
      const outcome = await measureSubmission(
        {
          request: job.request,
          submission: job.submission,
          backend: this.backend,
          ...job.judged
        },
        { chain, content, mechanisms: edges.mechanisms, scorer: await edges.scorer(), account, sealingSecretKeys },
        { signal: controller.signal, onProgress: (progress) => this.#hear(progress) }
      );
      if (outcome.status !== 'measured') return null;
      log(outcome.report.result.score);
      // Not signed here, where a wallet's question would be unexpected: it is asked when the scores are committed.
      const isSilent = account.key.kind === 'pair';
      const report = isSilent ? await signReport(outcome.report, { chain, account }) : outcome.report;
      return await this.#keep(report ?? outcome.report, account);
    } catch (thrown) {
      if (controller.signal.aborted) return null;
      this.error = AppError.from(thrown);
      log(null, this.error.short);
      this.failedJob = job;
      return null;
    } finally {
      this.running = null;
      this.progress = null;
    }
  }

  /**
   * The report with its signature, which is kept; null when the user refuses.
   * @throws AppError `report/other-validator` for a report that another account measured.
   */
  async signed(report: ScoreReport, account: SigningAccount): Promise<ScoreReport | null> {
    const { chain } = this.#session;
    if (!chain) return null;
    const { hotkey } = report.validator;
    if (chain.publicKeyOf(hotkey) !== account.publicKey) throw otherValidator(hotkey, account);
    if (report.signature !== undefined) return report;
    const signed = await signReport(report, { chain, account });
    return signed && this.#keep(signed, account);
  }

  /** What a submission of a drawn request is measured on, without others, opened again with this validator's key. */
  async taskOf(place: Pick<Job, 'request' | 'submission'>, signal: AbortSignal): Promise<MeasureTask> {
    const { chain, content, account, edges } = this.#session;
    if (!chain || !content || !account)
      throw new AppError('chain/unreachable', 'The page has no connection, or no account.');
    const sealingSecretKeys = await sealingSecrets(edges.vault, account.publicKey);
    if (sealingSecretKeys.length === 0) throw noSealingKey(account);
    const { mechanisms } = edges;
    return measuredTask(place, { chain, content, mechanisms, account, sealingSecretKeys }, { signal });
  }

  cancel(): void {
    this.#controller?.abort();
  }

  async #keep(report: ScoreReport, account: SigningAccount): Promise<ScoreReport> {
    const { chain, edges } = this.#session;
    const place = draftPlace(chain!, account, { requestId: Number(report.request.id) });
    await keepReport(place, report, edges.scoreDrafts);
    await this.load();
    return report;
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

function noSealingKey({ name }: SigningAccount): AppError {
  return new AppError('sealing/key-missing', `The sealing key of ${name} is not in this browser.`, {
    hints: ['Import its keys on the Keys page, or measure where the key is.']
  });
}

function otherValidator(hotkey: string, { name, address }: SigningAccount): AppError {
  return new AppError('report/other-validator', `This report was measured for another account than ${name}.`, {
    hints: ['Choose the account that measured it, or measure again with this one.'],
    details: { measuredBy: hotkey, account: address }
  });
}

const KEY = Symbol('scoring');
export const provideScoring = (scoring: Scoring): Scoring => setContext(KEY, scoring);
export const useScoring = (): Scoring => getContext(KEY);
