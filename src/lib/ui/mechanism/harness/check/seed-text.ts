// A seed as a person types it.
import { MOST_SEED } from '../../../../core/program/program-limits.ts';

/** null for what is none. */
export function readSeed(text: string): number | null {
  const value = /^\d{1,10}$/.test(text.trim()) ? Number(text) : NaN;
  return value <= MOST_SEED ? value : null;
}

export const SEED_PROBLEM = 'Write a whole number below 4,294,967,296.';
