// Rows of real text: what the packages in a node_modules folder carry under free licences, cut into input and output. Which rows
// are taken follows from their text alone, so the same packages give the same rows.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

export type RealKind = 'readme' | 'changelog' | 'source' | 'data';

export interface RealRow {
  input: string;
  output: string;
  kind: RealKind;
  /** Name and version of the package. */
  source: string;
  licence: string;
}

/** Licences that let their texts be copied with a note of where they are from. */
const FREE =
  /^\(?(?:MIT|MIT-0|ISC|0BSD|BSD-2-Clause|BSD-3-Clause|Apache-2\.0|CC0-1\.0|Unlicense|BlueOak-1\.0\.0|Python-2\.0|Unicode-3\.0|Artistic-2\.0)\b/;
const KIND_OF: readonly [RealKind, RegExp][] = [
  ['changelog', /^(?:changelog|changes|history|releases?)(?:\.\w+)?$/i],
  ['readme', /\.(?:md|markdown)$|^readme$/i],
  ['source', /(?<!\.min)\.(?:m?js|cjs|m?ts|cts|svelte|sol|c|h|css|py)$/i],
  ['data', /(?<!package|package-lock|tsconfig|\.map)\.(?:json|ya?ml|csv|txt)$/i]
];
/** Files looked at in a package, and rows taken of each kind. */
const MOST_FILES = 60;
const MOST_ROWS: Record<RealKind, number> = { readme: 6, changelog: 4, source: 5, data: 3 };
const MOST_FILE_BYTES = 400_000;
const ROW_CHARACTERS = { fewest: 60, most: 1800 };

/** Rows of all packages below a node_modules folder, in the order of their names. */
export function gatherRealRows(nodeModules: string): RealRow[] {
  const seen = new Set<string>();
  return packageFolders(nodeModules).flatMap((folder) => rowsOfPackage(folder, seen));
}

function packageFolders(nodeModules: string): string[] {
  const names = readdirSync(nodeModules).filter((name) => !name.startsWith('.'));
  return names
    .flatMap((name) =>
      name.startsWith('@') ? readdirSync(join(nodeModules, name)).map((inner) => join(name, inner)) : name
    )
    .sort()
    .map((name) => join(nodeModules, name));
}

function rowsOfPackage(folder: string, seen: Set<string>): RealRow[] {
  const about = readJson(join(folder, 'package.json'));
  const licence = typeof about?.license === 'string' ? about.license : '';
  if (!FREE.test(licence)) return [];
  const source = `${String(about!.name)}@${String(about!.version)}`;
  const found: RealRow[] = [];
  for (const path of filesBelow(folder, '', 3).slice(0, MOST_FILES)) {
    const kind = KIND_OF.find(([, name]) => name.test(path.split('/').at(-1)!))?.[0];
    if (kind === undefined) continue;
    const text = readText(join(folder, path));
    if (text === null || isMinified(text)) continue;
    for (const [title, output] of pieces(text, kind))
      found.push({ input: `${source.replace(/@[^@]*$/, '')}, ${path}: ${title}`, output, kind, source, licence });
  }
  return (Object.keys(MOST_ROWS) as RealKind[]).flatMap((kind) =>
    found
      .filter((row) => row.kind === kind && !seen.has(hashOf(row.output)))
      .sort((one, other) => (hashOf(one.output) < hashOf(other.output) ? -1 : 1))
      .filter(({ output }) => !seen.has(hashOf(output)) && seen.add(hashOf(output)))
      .slice(0, MOST_ROWS[kind])
  );
}

/** Title and text of each piece: sections of documents, runs of lines of code and data. */
function pieces(text: string, kind: RealKind): [title: string, text: string][] {
  const parts = kind === 'readme' || kind === 'changelog' ? text.split(/^(?=#{1,4} )/m) : text.split(/\n(?=\S)/);
  const cut: [string, string][] = [];
  let gathered = '';
  const flush = () => {
    const body = gathered.trim();
    gathered = '';
    if (body.length < ROW_CHARACTERS.fewest) return;
    const heading = /^#{1,4} (.+)\n/.exec(body);
    const output = (heading ? body.slice(heading[0].length) : body).trim().slice(0, ROW_CHARACTERS.most);
    const title = heading?.[1] ?? body.split('\n', 1)[0]!;
    if (output.length >= ROW_CHARACTERS.fewest) cut.push([title.slice(0, 120), output]);
  };
  for (const part of parts) {
    const isSection = kind === 'readme' || kind === 'changelog';
    if (isSection || gathered.length + part.length > 900) flush();
    gathered += `${part}\n`;
  }
  flush();
  return cut;
}

function filesBelow(folder: string, prefix: string, depth: number): string[] {
  const files: string[] = [];
  for (const name of readdirSync(join(folder, prefix)).sort()) {
    if (name === 'node_modules' || name.startsWith('.')) continue;
    const path = prefix === '' ? name : `${prefix}/${name}`;
    const about = statSync(join(folder, path));
    if (about.isFile() && about.size <= MOST_FILE_BYTES) files.push(path);
    else if (about.isDirectory() && depth > 0) files.push(...filesBelow(folder, path, depth - 1));
  }
  return files;
}

function readText(path: string): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path));
  } catch {
    return null;
  }
}

function readJson(path: string): Record<string, unknown> | null {
  const text = readText(path);
  return text === null ? null : (JSON.parse(text) as Record<string, unknown>);
}

const isMinified = (text: string): boolean => text.length / (text.split('\n').length + 1) > 160;
export const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16);
