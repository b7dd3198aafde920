// How much of one program is another: the reference's percentage, and the share of fingerprints, which renaming, moving, padding
// and splitting leave alone.
import type { PythonReading } from '../review/python-reading.ts';
import { longestCommonSubsequence } from './longest-common-subsequence.ts';
import { GRAM_NODES, nodeGrams, winnowGrams } from './node-grams.ts';
import { MAX_COMPARED_NODES, namelessNodes, numberedNodes } from './node-sequence.ts';

/** The reference's thresholds, in percent. */
export const SIMILARITY_THRESHOLDS = Object.freeze({ plagiarised: 97, needsReview: 30 });

export type SimilarityStatus = 'clean' | 'needs-review' | 'plagiarised';

export const statusOf = (percent: number): SimilarityStatus =>
  percent >= SIMILARITY_THRESHOLDS.plagiarised
    ? 'plagiarised'
    : percent >= SIMILARITY_THRESHOLDS.needsReview
      ? 'needs-review'
      : 'clean';

/** A program as it is compared. */
export interface ProgramStructure {
  /** Nodes with numbered names, by number in the table of symbols. */
  numbered: Int32Array;
  fingerprints: ReadonlySet<number>;
  /** Nodes that no declared template has. */
  ownNodes: number;
}

export interface StructureComparison {
  /** The longest common subsequence over the longer program, in whole percent, rounded down. */
  percent: number;
  status: SimilarityStatus;
  /** The share of the first program's fingerprints that the second has. */
  ofFirst: number;
  /** The share of the second's that the first has. */
  ofSecond: number;
  /** Fingerprints in common. */
  shared: number;
  /** Fingerprints of the second program. */
  secondSize: number;
}

/** Makes programs comparable with each other. What a published template has weighs nothing in any of them. */
export class StructureComparer {
  private readonly symbols = new Map<string, number>();
  private readonly template: ReadonlySet<number>;

  /** @param template readings of the template that everybody may start from */
  constructor(template: readonly PythonReading[] = []) {
    this.template = new Set(nodeGrams(namelessNodes(template)));
  }

  /** @param readings of all Python files of a package */
  structureOf(readings: readonly PythonReading[]): ProgramStructure {
    const nameless = namelessNodes(readings);
    const grams = nodeGrams(nameless);
    const isOwn = this.ownNodes(nameless.length, grams);
    const numbered = numberedNodes(readings).filter((_, at) => isOwn[at] === 1);
    const fingerprints = [...winnowGrams(grams)].filter((hash) => !this.template.has(hash));
    return {
      numbered: Int32Array.from(numbered.slice(0, MAX_COMPARED_NODES), (node) => this.symbolOf(node)),
      fingerprints: new Set(fingerprints),
      ownNodes: numbered.length
    };
  }

  compare(first: ProgramStructure, second: ProgramStructure): StructureComparison {
    const longer = Math.max(first.numbered.length, second.numbered.length);
    const common = longestCommonSubsequence(first.numbered, second.numbered);
    const percent = longer === 0 ? this.emptyPercent() : Math.floor((common / longer) * 100);
    let shared = 0;
    for (const hash of first.fingerprints) if (second.fingerprints.has(hash)) shared++;
    const shareOf = ({ fingerprints }: ProgramStructure) => (fingerprints.size === 0 ? 0 : shared / fingerprints.size);
    return {
      percent,
      status: statusOf(percent),
      ofFirst: shareOf(first),
      ofSecond: shareOf(second),
      shared,
      secondSize: second.fingerprints.size
    };
  }

  /** Two programs of nothing are alike to the reference; two that add nothing to a template are nobody's. */
  private emptyPercent(): number {
    return this.template.size === 0 ? 100 : 0;
  }

  /** 1 for every node that lies in no run of the template. */
  private ownNodes(count: number, grams: Float64Array): Uint8Array {
    const own = new Uint8Array(count).fill(1);
    for (const [at, hash] of grams.entries()) if (this.template.has(hash)) own.fill(0, at, at + GRAM_NODES);
    return own;
  }

  private symbolOf(node: string): number {
    const known = this.symbols.get(node);
    if (known !== undefined) return known;
    this.symbols.set(node, this.symbols.size);
    return this.symbols.size - 1;
  }
}
