// How a row becomes a model's tokens: marks of its own around the input and the output.

export interface RowFormat {
  /** Tokens of an output, and the mark that ends it. */
  output(text: string): number[];
  /** Tokens before an output, with marks; of an input that does not fit, its end. */
  prompt(input: string): (mostTokens: number) => number[];
  /** Bytes of text that a token stands for; 0 for a mark. */
  byteLength(token: number): number;
}
