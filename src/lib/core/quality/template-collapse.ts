// Sets whose rows are mostly one template with a few words changed, by the words of all turns: inputs and outputs.
import type { CheckedRow } from './checked-row.ts';
import type { GateResult } from '../gate/gate-result.ts';
import { QUALITY_LIMITS } from './quality-limits.ts';
import { GateTally, percent } from './row-gate.ts';
import { areSimilar } from './similar-texts.ts';
import { TEXT_LOOPS } from './text-loop-sizes.ts';

/** Rows looked at first, those with the smallest hashes: nobody can choose them by position. */
const SAMPLE = 1024;
/** Rows of the sample that may stand for the largest template: one of half of all rows is missed with probability 2^-32. */
const LEADERS = 32;
/** Standard error of a share in the sample is at most .016: three of them. */
const SAMPLE_MARGIN = 0.05;

const { bins } = TEXT_LOOPS;
const { templateOutputs, templateBoth, templateShare, templateMargin, templateFailure } = QUALITY_LIMITS;

/** Word signatures of inputs and outputs, row by row, and the largest group of rows that share a template. */
export class TemplateRows {
  private readonly lines: number[] = [];
  private readonly hashes: number[] = [];
  private inputs = new Uint8Array(1024 * bins);
  private outputs = new Uint8Array(1024 * bins);

  add({ line, hash: [low], outputRange, own: { inputRange }, loops }: CheckedRow): void {
    const row = this.lines.push(line) - 1;
    this.hashes.push(low);
    if ((row + 1) * bins > this.inputs.length)
      [this.inputs, this.outputs] = [doubled(this.inputs), doubled(this.outputs)];
    this.inputs.set(loops.wordSignature(inputRange.from, inputRange.to), row * bins);
    this.outputs.set(loops.wordSignature(outputRange.from, outputRange.to), row * bins);
  }

  /** Lines of the largest group when it may hold more than `allowance` of the rows, and its share (else of the sample). */
  largest(allowance: number): { share: number; lines: number[] } {
    const sample = this.sample();
    const sizes = sample.slice(0, LEADERS).map((leader) => ({
      leader,
      share: sample.filter((row) => this.alike(leader, row)).length / sample.length
    }));
    const best = sizes.reduce((most, size) => (size.share > most.share ? size : most), { leader: -1, share: 0 });
    if (best.share <= allowance - SAMPLE_MARGIN || best.leader < 0) return { share: best.share, lines: [] };
    const lines = this.lines.filter((_, row) => this.alike(best.leader, row));
    return { share: lines.length / this.lines.length, lines };
  }

  get size(): number {
    return this.lines.length;
  }

  private sample(): number[] {
    const rows = this.lines.map((_, row) => row);
    return rows.sort((one, other) => this.hashes[one]! - this.hashes[other]! || one - other).slice(0, SAMPLE);
  }

  private alike(one: number, other: number): boolean {
    const places = { leftAt: one * bins, rightAt: other * bins };
    if (!areSimilar(this.outputs, this.outputs, templateBoth, places)) return false;
    return (
      areSimilar(this.inputs, this.inputs, templateBoth, places) ||
      areSimilar(this.outputs, this.outputs, templateOutputs, places)
    );
  }
}

/**
 * The result on a submission's rows, with the lines it leaves out: those of the largest template beyond its allowance,
 * the last ones of the file. What the benchmark itself repeats is no collapse: its largest template widens the allowance.
 * Without a benchmark nobody knows what is wanted, and nothing is left out.
 */
export function templateCollapse(
  rows: TemplateRows,
  benchmark: TemplateRows | null
): { result: GateResult; leftOut: number[] } {
  const wanted = benchmark === null ? 1 : benchmark.largest(1).share + templateMargin;
  const allowance = Math.min(1, Math.max(templateShare, wanted));
  const limit = Math.min(1, allowance + templateFailure);
  const { share, lines } = rows.largest(allowance);
  const leftOut = lines.slice(Math.floor(allowance * rows.size));
  const tally = new GateTally();
  for (const line of leftOut) tally.add({ line, message: 'One more row of the template that most rows follow.' });
  const detail =
    benchmark === null
      ? `About ${percent(share)} of the rows follow one template; how much is too much shows against the benchmark.`
      : `${percent(share)} of the rows follow one template (${percent(allowance)} count, above ${percent(limit)} none).`;
  return {
    leftOut,
    result: {
      name: 'template-collapse',
      pass: share <= limit,
      value: share,
      limit,
      unit: 'share',
      leftOut: tally.count,
      detail,
      findings: tally.findings
    }
  };
}

function doubled(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(2 * bytes.length);
  larger.set(bytes);
  return larger;
}
