// A seed as a person types it.

const MOST_SEED = 2 ** 32 - 1;

/** null for what is none. */
export function readSeed(text: string): number | null {
  const value = /^\d{1,10}$/.test(text.trim()) ? Number(text) : NaN;
  return value <= MOST_SEED ? value : null;
}

export const SEED_PROBLEM = 'Write a whole number below 4,294,967,296.';
