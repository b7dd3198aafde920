// Puts a benchmark's results into docs/benchmarks.md: one section a script, so that each can be run again by itself.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';

const FILE = fileURLToPath(new URL('../../docs/benchmarks.md', import.meta.url));
const HEAD = `# Benchmarks

Written by the scripts that measured: each section names its own. Timings depend on the machine and on what else it does;
ratios between rows of one table were measured in turns in one run.
`;

/** Replaces the section called `name`, or adds it. @param body Markdown without the heading */
export function writeBenchmarkSection(name: string, title: string, body: string): void {
  const [open, close] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const section = `${open}\n\n## ${title}\n\n${body.trim()}\n\n${close}\n`;
  const text = existsSync(FILE) ? readFileSync(FILE, 'utf8') : HEAD;
  const [from, to] = [text.indexOf(open), text.indexOf(close)];
  const isThere = from >= 0 && to > from;
  writeFileSync(
    FILE,
    isThere ? text.slice(0, from) + section + text.slice(to + close.length).replace(/^\n/, '') : `${text}\n${section}`
  );
}

/** One line that says on what and when something was measured. */
export function machineLine(): string {
  const [first] = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  const date = new Date().toISOString().slice(0, 10);
  return `${first?.model.trim() ?? 'unknown processor'}, ${cpus().length} logical cores, ${memory} GiB; Node ${process.versions.node}; ${date}.`;
}

/** A Markdown table, columns padded as Prettier does. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((cell, column) =>
    Math.max(3, ...[cell, ...rows.map((row) => row[column]!)].map((x) => x.length))
  );
  const line = (cells: readonly string[]) => `| ${cells.map((cell, at) => cell.padEnd(widths[at]!)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}
