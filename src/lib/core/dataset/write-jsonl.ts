// Rows as JSON Lines.

/** One at a time: many rows are longer together than a string can be. */
export function* jsonlLines(rows: Iterable<unknown>): Generator<string> {
  for (const row of rows) yield `${JSON.stringify(row)}\n`;
}

export const jsonlText = (rows: Iterable<unknown>): string => [...jsonlLines(rows)].join('');
