// Strangers' texts in reports, where nobody but us may decide how long they are.

/** The first `most` characters and an ellipsis; no character outside the basic plane is cut in two. */
export function shorten(text: string, most: number): string {
  if (text.length <= most) return text;
  const isPairCut = (text.codePointAt(most - 1) ?? 0) > 0xffff;
  return `${text.slice(0, isPairCut ? most - 1 : most)}…`;
}
