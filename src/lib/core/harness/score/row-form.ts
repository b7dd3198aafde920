// How a conversation's text is made: whether its runs of words are its own, and whether its words stand in an order.
import { HARNESS_CONSTANTS } from './harness-protocol.ts';

const { farWords, runWords } = HARNESS_CONSTANTS;

export interface RowForm {
  /** The mean, over its distinct runs of words, of one over the number of conversations that have the run. */
  ownShare: number;
  /** How much more often its neighbouring words are neighbours in other conversations than its distant words are. */
  order: number;
}

/** @param forms words of each conversation, numbers alike. @param vocabularySize their numbers are below it */
export function rowForms(forms: readonly Int32Array[], vocabularySize: number): RowForm[] {
  const own = ownShares(forms);
  const order = orders(forms, vocabularySize);
  return forms.map((_, at) => ({ ownShare: own[at]!, order: order[at]! }));
}

function ownShares(forms: readonly Int32Array[]): number[] {
  const runs = forms.map((form) => new Set(hashedRuns(form)));
  const conversations = new Map<number, number>();
  for (const set of runs) for (const run of set) conversations.set(run, (conversations.get(run) ?? 0) + 1);
  return runs.map((set) => {
    let sum = 0;
    for (const run of set) sum += 1 / conversations.get(run)!;
    return set.size === 0 ? 0 : sum / set.size;
  });
}

/** Hashes of 52 bits of all runs; a shorter text is one run. */
function* hashedRuns(form: Int32Array): Generator<number> {
  const last = Math.max(0, form.length - runWords);
  for (let start = 0; start <= last && form.length > 0; start++) {
    let low = 0x811c9dc5;
    let high = 0x9e3779b1;
    for (let at = start; at < Math.min(form.length, start + runWords); at++) {
      low = mix(low ^ form[at]!);
      high = Math.imul(high ^ low, 0x01000193) ^ (high >>> 13);
    }
    yield (high & 0xfffff) * 2 ** 32 + (low >>> 0);
  }
}

function orders(forms: readonly Int32Array[], vocabularySize: number): number[] {
  const pair = (first: number, second: number) => first * vocabularySize + second;
  const conversations = new Map<number, number>();
  for (const form of forms) {
    const pairs = new Set<number>();
    for (let at = 1; at < form.length; at++) pairs.add(pair(form[at - 1]!, form[at]!));
    for (const one of pairs) conversations.set(one, (conversations.get(one) ?? 0) + 1);
  }
  return forms.map((form) => {
    const neighbours = new Set<number>();
    for (let at = 1; at < form.length; at++) neighbours.add(pair(form[at - 1]!, form[at]!));
    /** Whether the pair is one of neighbours in a conversation beside this. */
    const isElsewhere = (one: number) => (conversations.get(one) ?? 0) > (neighbours.has(one) ? 1 : 0);
    let near = 0;
    let far = 0;
    for (let at = farWords; at < form.length; at++) {
      if (isElsewhere(pair(form[at - 1]!, form[at]!))) near++;
      if (isElsewhere(pair(form[at - farWords]!, form[at]!))) far++;
    }
    return Math.max(0, near - far) / Math.max(1, form.length - farWords);
  });
}

/** Murmur3's finaliser. */
function mix(hash: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
