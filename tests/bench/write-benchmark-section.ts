// Puts a benchmark's results into docs/benchmarks.md: one section a script, so that each can be run again by itself.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { hasSection, replaceSection } from '../documents/replace-section.ts';

const FILE = fileURLToPath(new URL('../../docs/benchmarks.md', import.meta.url));
const HEAD = `# Benchmarks

Written by the scripts that measured: each section names its own. Timings depend on the machine and on what else it does;
ratios between rows of one table were measured in turns in one run.
`;

/** Replaces the section called `name`, or adds it. @param body Markdown without the heading */
export function writeBenchmarkSection(name: string, title: string, body: string): void {
  const text = existsSync(FILE) ? readFileSync(FILE, 'utf8') : HEAD;
  const document = hasSection(text, name) ? text : `${text}\n<!-- ${name} -->\n<!-- /${name} -->\n`;
  writeFileSync(FILE, replaceSection(document, name, `## ${title}\n\n${body.trim()}`));
}
