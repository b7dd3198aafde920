// One thing that goes wrong, done to real processes: what was done, what must hold, and a run that says what held.

export interface Fault {
  done: string;
  must: string;
  /** Throws where it did not hold. @returns what was seen, in a sentence; null where this machine cannot do it, with the reason. */
  run(): Promise<string | { skipped: string }>;
}

/** @throws Error with the sentence, where it does not hold. */
export function must(holds: boolean, sentence: string): asserts holds {
  if (!holds) throw new Error(sentence);
}
