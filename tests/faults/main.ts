// `npm run faults`: does to real processes what crashes, disks and strangers do, and says what held. `--write` puts the table
// into docs/faults.md. Ends with 1 where something did not hold.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { markdownTable } from '../documents/markdown-table.ts';
import { replaceSection } from '../documents/replace-section.ts';
import { contentFaults } from './content-faults.ts';
import { crashFaults } from './crash-faults.ts';
import { diskFaults } from './disk-faults.ts';
import { socketFaults } from './socket-faults.ts';
import { spamFaults } from './spam-faults.ts';

const FILE = fileURLToPath(new URL('../../docs/faults.md', import.meta.url));
const { values } = parseArgs({ options: { write: { type: 'boolean', default: false }, only: { type: 'string' } } });

const all = [...socketFaults, ...contentFaults, ...spamFaults, ...crashFaults, ...diskFaults];
const faults = all.filter(({ done }) => done.includes(values.only ?? ''));
const rows: string[][] = [];
let failures = 0;
for (const { done, must, run } of faults) {
  console.log(`${done} ...`);
  const startedMs = Date.now();
  let held: string;
  try {
    const seen = await run();
    held = typeof seen === 'string' ? `held: ${seen}` : `not run: ${seen.skipped}`;
  } catch (error) {
    failures++;
    held = `DID NOT HOLD: ${error instanceof Error ? error.message : String(error)}`;
  }
  console.log(`  ${held} (${((Date.now() - startedMs) / 1000).toFixed(0)} s)`);
  rows.push([done, must, held]);
}
if (values.write) {
  const table = markdownTable(['what was done', 'what must hold', 'what held'], rows);
  writeFileSync(FILE, replaceSection(readFileSync(FILE, 'utf8'), 'faults', table));
}
console.log(`${faults.length - failures} of ${faults.length} held`);
process.exit(failures > 0 ? 1 : 0);
