// Windows that begin with the same prompt, read together: what a position leaves in the layers depends on what stands before it
// only, so that the prompt is computed once for all of them.
import { fillBatch, type TokenWindow } from '../model/pack-batch.ts';

/** What of a window follows its prompt. */
export interface Branch {
  /** Its number among the given windows. */
  window: number;
  /** Without the last token, which is predicted only. */
  tokens: readonly number[];
}

export interface Bundle {
  prompt: readonly number[];
  branches: Branch[];
  /** Positions of all. */
  length: number;
}

/** Bundles laid out in one sequence, each array [length]; a row is a prompt or a branch. */
export interface BundleBatch {
  tokens: Int32Array;
  positions: Int32Array;
  rows: Int32Array;
  /** The row of the prompt that a branch may look at as well; elsewhere the own row. */
  parents: Int32Array;
  /** Where each window stands. */
  placed: PlacedWindow[];
}

export interface PlacedWindow {
  window: number;
  prompt: Stretch;
  branch: Stretch;
}

/** Positions in a row. */
export interface Stretch {
  from: number;
  length: number;
}

const PADDING_ROW = -1;

/**
 * Bundles of at most `longest` positions, in the order in which their prompts come first. A window's prompt is what stands before its
 * scored tokens.
 */
export function bundleWindows(windows: readonly TokenWindow[], longest: number): Bundle[] {
  const bundles: Bundle[] = [];
  const open = new Map<string, Bundle>();
  windows.forEach(({ tokens, scoredFrom }, window) => {
    const prompt = tokens.slice(0, scoredFrom);
    const branch = { window, tokens: tokens.slice(scoredFrom, -1) };
    const key = prompt.join(' ');
    let bundle = open.get(key);
    if (!bundle || bundle.length + branch.tokens.length > longest) {
      bundle = { prompt, branches: [], length: prompt.length };
      bundles.push(bundle);
      open.set(key, bundle);
    }
    bundle.branches.push(branch);
    bundle.length += branch.tokens.length;
  });
  return bundles;
}

/** Puts bundles into as few sequences as come out of taking the longest first. */
export function bundleBatches(bundles: readonly Bundle[], length: number): BundleBatch[] {
  const batches: BundleBatch[] = [];
  let left = bundles.toSorted((a, b) => b.length - a.length);
  while (left.length > 0) {
    const { taken } = fillBatch(
      left.map((bundle) => bundle.length),
      1,
      length,
      length
    );
    batches.push(
      layOut(
        taken.map((index) => left[index]!),
        length
      )
    );
    left = left.filter((_, index) => !taken.includes(index));
  }
  return batches;
}

function layOut(bundles: readonly Bundle[], length: number): BundleBatch {
  const batch: BundleBatch = {
    tokens: new Int32Array(length),
    positions: new Int32Array(length),
    rows: new Int32Array(length).fill(PADDING_ROW),
    parents: new Int32Array(length).fill(PADDING_ROW),
    placed: []
  };
  let used = 0;
  let rows = 0;
  const place = (tokens: readonly number[], firstPosition: number, parent: number): Stretch => {
    const row = rows++;
    tokens.forEach((token, index) => {
      batch.tokens[used + index] = token;
      batch.positions[used + index] = firstPosition + index;
      batch.rows[used + index] = row;
      batch.parents[used + index] = parent;
    });
    used += tokens.length;
    return { from: used - tokens.length, length: tokens.length };
  };
  for (const { prompt, branches } of bundles) {
    const promptRow = rows;
    const ofPrompt = place(prompt, 0, promptRow);
    for (const { window, tokens } of branches)
      batch.placed.push({ window, prompt: ofPrompt, branch: place(tokens, prompt.length, promptRow) });
  }
  return batch;
}
