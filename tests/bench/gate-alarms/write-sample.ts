// `node tests/bench/gate-alarms/write-sample.ts`: renews the few real rows that `npm test` looks at, those with the smallest hashes.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gatherRealRows, hashOf } from './gather-real-rows.ts';

const ROWS = 160;
const MOST_CHARACTERS = 700;
const nodeModules = fileURLToPath(new URL('../../../node_modules', import.meta.url));
const rows = gatherRealRows(nodeModules)
  .filter(({ output }) => output.length <= MOST_CHARACTERS)
  .sort((one, other) => (hashOf(one.output) < hashOf(other.output) ? -1 : 1))
  .slice(0, ROWS);
const file = fileURLToPath(new URL('./sample.jsonl', import.meta.url));
writeFileSync(file, rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
