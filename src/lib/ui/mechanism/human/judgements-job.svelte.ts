// Training data from a submission's judgements as the page sees it: its labelers are measured in a worker, its outputs fetched by CID.
import { AppError } from '../../../core/error/app-error.ts';
import type { HumanResult } from '../../../core/human/mechanism/human-evidence.ts';
import type { ExportInput } from '../../../core/human/preference/export-rows.ts';
import type { MarketRequest, MarketSubmission } from '../../../core/market/market-state.ts';
import { publicTask } from '../../../market/verify/public-task.ts';
import type { Scorer } from '../../../ports/market-edges.ts';
import type { Session } from '../../session/session.svelte.ts';
import { WorkerJob } from '../worker-job.svelte.ts';
import { judgementsOf } from './judgements-of-submission.ts';

export class JudgementsJob extends WorkerJob<Scorer> {
  judgements = $state.raw<ExportInput | null>(null);
  readonly #session: Session;

  constructor(session: Session) {
    super(() => session.edges.scorer());
    this.#session = session;
  }

  async start(request: MarketRequest, submission: MarketSubmission): Promise<void> {
    this.judgements = null;
    const { chain, content, edges } = this.#session;
    this.judgements = await this.work(async (scorer, options) => {
      if (!chain || !content) throw new AppError('chain/unreachable', 'The page has no connection yet.');
      const reader = { chain, content, mechanisms: edges.mechanisms, vault: edges.vault };
      const { task } = await publicTask({ request, submission }, reader, options);
      const result = await scorer.measure(task, options);
      if ('cancelled' in result) return result;
      return judgementsOf(task, result as HumanResult, content, options);
    });
  }
}
