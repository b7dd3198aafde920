// One-permutation MinHash with rotation (Shrivastava & Li 2014): a short signature whose agreement estimates Jaccard similarity.

export const MINHASH = Object.freeze({ bins: 128, shingle: 5 });
const EMPTY = 0xffffffff;
const ROTATION = 0x9e3779b1;

/** Signature of a text's character shingles; texts shorter than a shingle are one shingle. */
export function minhash(text: string): Uint32Array {
  const bins = new Uint32Array(MINHASH.bins).fill(EMPTY);
  const last = Math.max(0, text.length - MINHASH.shingle);
  for (let start = 0; start <= last; start++) {
    let hash = 0x811c9dc5;
    const end = Math.min(text.length, start + MINHASH.shingle);
    for (let at = start; at < end; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
    hash = mix(hash);
    // 128 bins: seven bits choose the bin, the rest are the value.
    const bin = hash & (MINHASH.bins - 1);
    const value = hash >>> 7;
    if (value < bins[bin]!) bins[bin] = value;
  }
  return fillEmptyBins(bins);
}

/** Share of bins on which two signatures agree: an estimate of Jaccard similarity, standard error at most .045. */
export function similarity(left: Uint32Array, right: Uint32Array): number {
  let same = 0;
  for (let bin = 0; bin < left.length; bin++) if (left[bin] === right[bin]) same++;
  return same / left.length;
}

/** An empty bin borrows from the next full one to its right, marked by the distance so that borrowing agrees only with the same. */
function fillEmptyBins(bins: Uint32Array): Uint32Array {
  const filled = bins.slice();
  for (let bin = 0; bin < bins.length; bin++) {
    if (bins[bin] !== EMPTY) continue;
    let distance = 1;
    while (distance < bins.length && bins[(bin + distance) % bins.length] === EMPTY) distance++;
    filled[bin] = (bins[(bin + distance) % bins.length]! + Math.imul(distance, ROTATION)) >>> 0;
  }
  return filled;
}

/** Murmur3's finaliser: spreads every input bit over the word. */
function mix(hash: number): number {
  let mixed = hash;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
