// Fingerprints of public texts: which word n-grams stand in them, as a set of hashes that may err towards yes, rarely.

export interface Fingerprints {
  /** Whether the hash of an n-gram is in the set; a wrong yes at most once in `falsePositives` answers. */
  has(hash: number): boolean;
}
