// Outputs that only fill the place of an answer: stand-ins, and one word or sign again and again.
import type { CheckedRow } from '../checked-row.ts';
import type { GateResult } from '../../gate/gate-result.ts';
import { HashTable } from '../hash-table.ts';
import { QUALITY_LIMITS } from '../quality-limits.ts';
import { shareResult, type GateTally, type Objection, type RowGate } from '../row-gate.ts';

const STAND_IN =
  /^(?:lorem ipsum\b|as an ai (?:language )?model\b|[[(<{]*(?:todo|tbd|placeholder|insert (?:your )?(?:answer|text|output|response)(?: here)?|your (?:answer|text|response) here|(?:sample|example|dummy|some) (?:output|text|answer)|asdf(?:ghjkl)?|foo ?bar|output goes here)[\])>}.!]*$)/;
const FEWEST_WORDS = 8;
/** Fewest different words among so many. */
const DIFFERENT = 1 / 8;
const ONE_SIGN = /^(?:(\S)\1{7,}|(\S{1,3})\2{7,})$/u;

/** What the benchmark itself has as an output is an answer, whatever it looks like. */
export class FillerOutputs implements RowGate {
  private readonly wanted = new HashTable();

  addBenchmarkRow({ outputRange: { from, to }, loops }: CheckedRow): void {
    const [low, high] = loops.hash(from, to);
    this.wanted.set(low!, high!, 1);
  }

  object({ key, outputRange: { from, to }, loops }: CheckedRow): Objection | null {
    const output = key.slice(from, to);
    const reason = this.reason(output, loops.words(from, to));
    if (reason === null) return null;
    const [low, high] = loops.hash(from, to);
    return this.wanted.get(low!, high!) >= 0 ? null : { message: reason };
  }

  result(tally: GateTally, rows: number): GateResult {
    const { worthlessShare: limit } = QUALITY_LIMITS;
    return shareResult(
      { name: 'filler-outputs', limit, offence: 'have filler for an output', clean: 'No output is filler.' },
      tally,
      rows
    );
  }

  private reason(output: string, words: Uint32Array): string | null {
    if (STAND_IN.test(output)) return 'The output is a stand-in, not an answer.';
    if (ONE_SIGN.test(output)) return 'The output is one sign again and again.';
    // Numbers all count as one word, so tables of numbers are not asked about.
    return isMonotonous(words) && !/\d/.test(output) ? 'The output is a few words again and again.' : null;
  }
}

function isMonotonous(words: Uint32Array): boolean {
  if (words.length < FEWEST_WORDS) return false;
  const different = new Set<number>();
  for (const word of words) if (different.add(word).size > words.length * DIFFERENT) return false;
  return true;
}
