// The demonstration crew in the background of the page: one tab of the browser runs it, a reload goes on with it.
import { getContext, setContext } from 'svelte';
import { AppError } from '../../core/error/app-error.ts';
import type { Progress } from '../../core/long-call.ts';
import type { CrewEdges } from '../../market/crew/crew-edges.ts';
import { nextCrewStep, stepName } from '../../market/crew/crew-step.ts';
import type { CrewOrder, CrewStep } from '../../market/crew/crew-view.ts';
import { readCrewView } from '../../market/crew/read-crew-view.ts';
import { takeCrewStep } from '../../market/crew/take-crew-step.ts';
import { createMarketReader } from '../../market/request/market-reader.ts';
import type { Session } from '../session/session.svelte.ts';

export interface CrewLine {
  atMs: number;
  text: string;
  failed: boolean;
}

/** `elsewhere`: another tab of this browser has the crew. */
type CrewStatus = 'off' | 'elsewhere' | 'working' | 'resting';

const ORDER_KEY = 'assay:crew';
const LOCK = 'assay-crew';
const KEPT_LINES = 100;
const REST_MS = 2_000;

export class Crew {
  status = $state<CrewStatus>('off');
  step = $state.raw<CrewStep | null>(null);
  progress = $state.raw<Progress | null>(null);
  /** Newest first. */
  lines = $state.raw<CrewLine[]>([]);
  #session: Session;
  #controller: AbortController | null = null;

  constructor(session: Session) {
    this.#session = session;
  }

  /** The crew works for one request more. */
  async hire(miners: number): Promise<void> {
    const sinceBlock = this.#session.block?.number ?? 0;
    localStorage.setItem(ORDER_KEY, JSON.stringify({ sinceBlock, miners } satisfies CrewOrder));
    await this.resume();
  }

  dismiss(): void {
    localStorage.removeItem(ORDER_KEY);
    this.#controller?.abort();
  }

  /** Goes on with what was ordered before the page was loaded, if anything was. */
  async resume(): Promise<void> {
    if (this.#controller || !readOrder()) return;
    const controller = new AbortController();
    this.#controller = controller;
    this.status = 'elsewhere';
    const onStorage = ({ key, newValue }: StorageEvent) => {
      if (key === ORDER_KEY && newValue === null) controller.abort();
    };
    addEventListener('storage', onStorage);
    try {
      await navigator.locks.request(LOCK, { signal: controller.signal }, () => this.#work(controller.signal));
    } catch (thrown) {
      if (!controller.signal.aborted) this.#say(AppError.from(thrown).short, true);
    } finally {
      removeEventListener('storage', onStorage);
      this.#controller = null;
      this.status = 'off';
      this.step = null;
      this.progress = null;
    }
  }

  async #work(signal: AbortSignal): Promise<void> {
    const edges = await this.#edges();
    const reader = createMarketReader(edges);
    const givenUp: string[] = [];
    for (let order = readOrder(); order && !signal.aborted; order = readOrder()) {
      this.status = 'working';
      const step = nextCrewStep(await readCrewView(edges, reader), order, givenUp);
      this.step = step;
      if (!step) {
        this.status = 'resting';
        await new Promise((resolve) => setTimeout(resolve, REST_MS));
        continue;
      }
      try {
        this.#say(await takeCrewStep(step, edges, { signal, onProgress: (progress) => (this.progress = progress) }));
      } catch (thrown) {
        if (signal.aborted) return;
        givenUp.push(stepName(step));
        this.#say(AppError.from(thrown).short, true);
      }
      this.progress = null;
    }
  }

  async #edges(): Promise<CrewEdges> {
    const { chain, content, connected, edges } = this.#session;
    const newBlocks = connected?.newBlocks;
    if (!chain || !content || !newBlocks)
      throw new AppError('crew/no-local-chain', 'The crew works on a local chain only: its keys are public.');
    const [accounts, scorer] = await Promise.all([edges.developmentAccounts(), edges.scorer()]);
    return {
      chain,
      content,
      mechanisms: edges.mechanisms,
      scorer,
      vault: edges.vault,
      drafts: edges.scoreDrafts,
      commits: edges.weightCommits,
      randomBytes: edges.randomBytes,
      newBlocks,
      member: (name) => accounts.find((account) => account.name === name)!
    };
  }

  #say(text: string, failed = false): void {
    this.lines = [{ atMs: Date.now(), text, failed }, ...this.lines].slice(0, KEPT_LINES);
  }
}

function readOrder(): CrewOrder | null {
  try {
    return JSON.parse(localStorage.getItem(ORDER_KEY) ?? 'null') as CrewOrder | null;
  } catch {
    return null;
  }
}

const KEY = Symbol('crew');
export const provideCrew = (crew: Crew): Crew => setContext(KEY, crew);
export const useCrew = (): Crew => getContext(KEY);
