// `npm run gas:market`: gas of every call of the market for 1, 16 and 64 validators, into its table in docs/market.md.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { GAS_BOUNDS } from '#contracts/test/testing/gas-bounds.ts';
import { measureGas } from '#contracts/test/testing/measure-gas.ts';
import { markdownTable } from '../documents/markdown-table.ts';
import { replaceSection } from '../documents/replace-section.ts';

const FILE = fileURLToPath(new URL('../../docs/market.md', import.meta.url));
/** Validators, submissions. */
const SIZES = [
  [1, 8],
  [16, 8],
  [64, 8],
  [64, 64]
] as const;

const columns: Record<string, bigint>[] = [];
for (const [validators, submissions] of SIZES) columns.push(await measureGas(validators, submissions));
const grouped = (gas: bigint | undefined) => (gas === undefined ? '' : gas.toLocaleString('en'));
const names = Object.keys(columns.at(-1)!);
const table = markdownTable(
  ['call', ...SIZES.map(([validators, submissions]) => `${validators} / ${submissions}`), 'bound'],
  names.map((name) => [`\`${name}\``, ...columns.map((column) => grouped(column[name])), grouped(GAS_BOUNDS[name])])
);
writeFileSync(FILE, replaceSection(readFileSync(FILE, 'utf8'), 'gas', table));
console.log(table);
