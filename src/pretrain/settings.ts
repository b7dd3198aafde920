// The constants of pretraining. Changing one means a new reference model and therefore a new CID.

export const PRETRAINING = Object.freeze({
  seed: 20_261_121,
  /** Share of windows drawn from each kind of text. */
  mixture: Object.freeze({
    definitions: 0.12,
    manuals: 0.34,
    code: 0.24,
    prose: 0.17,
    dialogue: 0.03,
    structured: 0.1
  }),
  /** Sequences of 256 tokens in a step. */
  batch: 8,
  learningRate: 3e-3,
  warmupSteps: 200,
  optimizer: Object.freeze({ beta1: 0.9, beta2: 0.99, epsilon: 1e-8, weightDecay: 0.1, clipNorm: 1 }),
  tokenizerSampleBytes: 6_000_000,
  /** Every n-th document is held out. */
  heldOutEvery: 50,
  heldOutWindows: 200
});
