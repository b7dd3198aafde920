/** The mean; 0 of nothing. Summed in the given order, for the same bits everywhere. */
export const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
