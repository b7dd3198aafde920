// Row influence as a table for spreadsheets (RFC 4180).
import type { InfluencedRow } from './row-influence.ts';

/** A judged row with the first characters of its texts. */
export interface DescribedRow extends InfluencedRow {
  input: string;
  output: string;
}

const HEADER = ['line', 'influence', 'alignment', 'pairing', 'input', 'output'];

export function influenceCsv(rows: readonly DescribedRow[]): string {
  const lines = rows.map(({ line, influence, alignment, pairing, input, output }) =>
    [line, influence, alignment, pairing, quoted(input), quoted(output)].join(',')
  );
  return [HEADER.join(','), ...lines, ''].join('\r\n');
}

/** A text that a spreadsheet would run as a formula gets an apostrophe in front (OWASP, "CSV Injection"). */
function quoted(text: string): string {
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return `"${harmless.replaceAll('"', '""')}"`;
}
