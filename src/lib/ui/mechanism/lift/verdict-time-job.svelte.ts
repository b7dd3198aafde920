// How long a verdict with a pretrained model takes in this browser: measured when asked for, and kept.
import type { VerdictTime } from '../../../core/lift/verdict-time.ts';
import type { PretrainedName } from '../../../core/request/pretrained-name.ts';
import type { Preflights } from '../../../ports/preflights.ts';
import { WorkerJob } from '../worker-job.svelte.ts';

const keyOf = (model: PretrainedName): string => `assay:verdict-time:${model}`;

export class VerdictTimeJob extends WorkerJob<Preflights> {
  found = $state.raw<VerdictTime | null>(null);
  readonly #model: PretrainedName;

  constructor(model: PretrainedName, edge: () => Promise<Preflights>) {
    super(edge);
    this.#model = model;
    this.found = keptTime(model);
  }

  async start(): Promise<void> {
    const found = await this.work((preflights, options) => preflights.verdictTime(this.#model, options));
    if (!found) return;
    this.found = found;
    try {
      localStorage.setItem(keyOf(this.#model), JSON.stringify(found));
    } catch {
      // Where storage is refused it holds for this visit.
    }
  }
}

function keptTime(model: PretrainedName): VerdictTime | null {
  try {
    const kept = JSON.parse(localStorage.getItem(keyOf(model)) ?? 'null') as VerdictTime | null;
    return kept?.format === 'assay/verdict-time/1' ? kept : null;
  } catch {
    return null;
  }
}
