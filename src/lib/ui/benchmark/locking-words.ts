// What locking a benchmark is doing, by the stages of its verbs.

export const LOCKING_WORDS: Readonly<Record<string, string>> = {
  seal: 'Sealing the benchmark to the validators',
  'publish-benchmark': 'Publishing the locked benchmark'
};
