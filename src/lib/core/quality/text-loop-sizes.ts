// Sizes that the text loops share with what reads their answers; the kernel in wasm/assembly/text-loops.ts has the same.

export const TEXT_LOOPS = Object.freeze({
  /** Bins of a signature, a byte each. */
  bins: 128,
  /** Characters (UTF-16 units) of a shingle. */
  shingle: 5,
  /** Characters of an n-gram of the overlap with the benchmark. */
  gram: 13,
  /** Bits of the sieve that answers most misses of n-grams. */
  sieveBits: 1 << 21
});
