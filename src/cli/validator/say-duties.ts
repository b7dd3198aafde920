// What `assay validate` says at its end: what could not be done comes first.

/** @param duties what was done, what could not be, and what waits, each in words. */
export function sayDuties({
  did,
  undone,
  waits
}: {
  did: readonly unknown[];
  undone: readonly { text: string }[];
  waits: readonly { text: string }[];
}): string {
  const lines = [...list('not done:', undone), ...list('waits:', waits)];
  if (lines.length > 0) return lines.join('\n');
  return did.length === 0 ? 'nothing is due, and nothing waits.' : 'all that was due is done.';
}

const list = (title: string, items: readonly { text: string }[]): string[] =>
  items.length === 0 ? [] : [title, ...items.map(({ text }) => `  ${text}`)];
