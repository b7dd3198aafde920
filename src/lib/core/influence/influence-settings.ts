// The constants of row influence; they change no score.

export const INFLUENCE = Object.freeze({
  /** AdamW steps along the benchmark from the model trained on the rows: 32 small ones found 95 to 100 % of shuffled rows. */
  steps: 32,
  /** Their learning rate, constant, as a share of the objective's peak. */
  learningRateShare: 0.2,
  /** Rows that are judged; of more, as many are drawn by hash. */
  mostRows: 4096
});
