// Cuts text of unknown origin to a bounded length before it stands in a report.

/** The first `most` characters and an ellipsis; no character outside the basic plane is cut in two. */
export function shorten(text: string, most: number): string {
  if (text.length <= most) return text;
  const isPairCut = (text.codePointAt(most - 1) ?? 0) > 0xffff;
  return `${text.slice(0, isPairCut ? most - 1 : most)}…`;
}
