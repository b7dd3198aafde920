// Runs of nodes, and the few of them that stand for a program (Schleimer, Wilkerson & Aiken, Winnowing, SIGMOD 2003).

/** Nodes of a run: an assignment with a call and two arguments has about as many. */
export const GRAM_NODES = 16;
/** Of this many neighbouring runs one is kept, so that a shared stretch of 31 nodes is always seen. */
const WINDOW = 16;

/** A hash of every run of {@link GRAM_NODES}, by where it begins; a shorter sequence has none. */
export function nodeGrams(nodes: readonly string[]): Float64Array {
  const hashes = nodes.map(hashText);
  const count = Math.max(0, nodes.length - GRAM_NODES + 1);
  const grams = new Float64Array(count);
  for (let at = 0; at < count; at++) {
    let low = 0x811c9dc5;
    let high = 0x9e3779b1;
    for (let offset = 0; offset < GRAM_NODES; offset++) {
      low = mix(low ^ hashes[at + offset]!);
      high = Math.imul(high ^ low, 0x01000193) ^ (high >>> 13);
    }
    // 52 bits, which a double holds.
    grams[at] = (high & 0xfffff) * 2 ** 32 + (low >>> 0);
  }
  return grams;
}

/** The least hash of every window, once each. */
export function winnowGrams(grams: Float64Array): Set<number> {
  const kept = new Set<number>();
  const last = Math.max(0, grams.length - WINDOW);
  for (let start = 0; start <= last && grams.length > 0; start++) {
    let least = Infinity;
    for (let at = start; at < Math.min(grams.length, start + WINDOW); at++) least = Math.min(least, grams[at]!);
    kept.add(least);
  }
  return kept;
}

function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return mix(hash);
}

/** Murmur3's finaliser. */
function mix(hash: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
