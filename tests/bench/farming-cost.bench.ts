// `npm run farming:weights`: what it costs to farm weights under the defaults, into its table in docs/weights.md.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { farmingTable } from '../documents/farming-cost.ts';
import { replaceSection } from '../documents/replace-section.ts';

const FILE = fileURLToPath(new URL('../../docs/weights.md', import.meta.url));
writeFileSync(FILE, replaceSection(readFileSync(FILE, 'utf8'), 'farming', farmingTable()));
console.log(farmingTable());
