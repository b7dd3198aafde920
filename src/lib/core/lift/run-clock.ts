// Measures a run while it goes: tokens a second in training, and seconds left at the pace of the last steps.
import type { Progress } from '../long-call.ts';

/** Steps that the pace is taken from: few enough to follow a machine that gets busy, enough for a steady number. */
const WINDOW = 24;

export class RunClock {
  readonly #now: () => number;
  readonly #recent: { atMs: number; done: number }[] = [];
  #lastStep: { atMs: number; seed: number; step: number } | null = null;
  #trainingMs = 0;
  #steps = 0;

  /** @param now milliseconds of a clock that never goes back */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** Takes note of a measurement's progress. */
  observe({ stage, done, values }: Progress): void {
    const atMs = this.#now();
    this.#recent.push({ atMs, done });
    if (this.#recent.length > WINDOW) this.#recent.shift();
    const isStep = stage === 'training' && values?.seed !== undefined && values.step !== undefined;
    const step = isStep ? { atMs, seed: values!.seed!, step: values!.step! } : null;
    if (step && this.#lastStep?.seed === step.seed && this.#lastStep.step + 1 === step.step) {
      this.#trainingMs += atMs - this.#lastStep.atMs;
      this.#steps++;
    }
    this.#lastStep = step;
  }

  /** Seconds left of `total`, or undefined before there is a pace to judge by. */
  secondsLeft(total: number): number | undefined {
    const [first, last] = [this.#recent[0], this.#recent.at(-1)];
    if (!first || !last || last.done <= first.done || last.atMs <= first.atMs) return undefined;
    return ((total - last.done) * (last.atMs - first.atMs)) / (last.done - first.done) / 1000;
  }

  /** 0 when no two steps followed each other. */
  tokensPerSecond(tokensPerStep: number): number {
    return this.#trainingMs === 0 ? 0 : (this.#steps * tokensPerStep * 1000) / this.#trainingMs;
  }
}
