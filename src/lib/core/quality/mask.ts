// Shows that something was found without showing it.

const SHOWN_AT_EACH_END = 2;

/** The two first and last characters; everything between is a dot each, at most ten. */
export function mask(text: string): string {
  const characters = [...text];
  if (characters.length <= 3 * SHOWN_AT_EACH_END) return '•'.repeat(characters.length);
  const hidden = Math.min(10, characters.length - 2 * SHOWN_AT_EACH_END);
  const ends = [characters.slice(0, SHOWN_AT_EACH_END), characters.slice(-SHOWN_AT_EACH_END)];
  return ends.map((end) => end.join('')).join('•'.repeat(hidden));
}
