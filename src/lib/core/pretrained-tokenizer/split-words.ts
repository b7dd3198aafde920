// Cuts text into the pieces that merges may not cross, as SmolLM's pre-tokenizer does: each digit alone, then GPT-2's rule
// (`Digits(individual_digits)` and `ByteLevel(use_regex)` of Hugging Face's tokenizers; "smollm" in llama.cpp's llama-vocab.cpp).

/**
 * The two steps in one expression: white space before a digit ends a piece, so it is taken whole, as at the end of the text. No
 * alternative tries a start again for longer than one character, so that any text takes linear time. JavaScript's `\s` is not
 * Unicode's white space (it has U+FEFF and lacks U+0085).
 */
const PIECE =
  /'(?:s|t|re|ve|m|ll|d)| ?\p{L}+|\p{N}| ?[^\p{White_Space}\p{L}\p{N}]+|\p{White_Space}+(?![^\p{White_Space}\p{N}])|\p{White_Space}+/gu;

/** Pieces that together are the text. */
export function* splitWords(text: string): Generator<string> {
  for (const [piece] of text.matchAll(PIECE)) yield piece;
}
