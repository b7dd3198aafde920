// Writes the bundle of the command beside those of earlier sources, then the record that names it. Others may do so at once, or run.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundleCommand } from './bundle-command.mjs';
import { BUNDLES, CURRENT, stateOf } from './command-bundle.mjs';

/** Processes may run an earlier one, and load a part of it only when they come to it. */
const KEPT_BUNDLES = 5;
/** They say what is bundled and how. */
const SETTINGS = ['package.json', 'package-lock.json', 'src/setup/bundle-command.mjs'];

const startedMs = Date.now();
mkdirSync(BUNDLES, { recursive: true });
const folder = mkdtempSync(join(BUNDLES, 'new-'));
try {
  const files = [...(await bundleCommand(folder)), ...SETTINGS];
  const name = hashOf(folder);
  put(folder, join(BUNDLES, name));
  writeRecord({ name, inputs: files.map(asRead) });
} finally {
  rmSync(folder, { recursive: true, force: true });
}
removeEarlier();

/** A file that changed while it may have been read is as unknown: the next start bundles again. */
function asRead(path) {
  const [mtimeMs, size] = stateOf(path) ?? [0, 0];
  return [path, mtimeMs < startedMs ? mtimeMs : 0, size];
}

/** The same sources give the same files: who comes second leaves those of the first. */
function put(from, to) {
  try {
    renameSync(from, to);
  } catch (error) {
    if (!existsSync(to)) throw error;
    utimesSync(to, new Date(), new Date());
  }
}

function writeRecord(record) {
  const path = join(BUNDLES, `new-${process.pid}.json`);
  writeFileSync(path, JSON.stringify(record));
  renameSync(path, CURRENT);
}

function removeEarlier() {
  const paths = readdirSync(BUNDLES, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => join(BUNDLES, name));
  const byAge = paths.map((path) => ({ path, usedMs: statSync(path).mtimeMs })).sort((a, b) => b.usedMs - a.usedMs);
  for (const { path } of byAge.slice(KEPT_BUNDLES)) rmSync(path, { recursive: true, force: true });
}

function hashOf(of) {
  const hash = createHash('sha256');
  for (const name of readdirSync(of).sort())
    hash
      .update(name)
      .update('\0')
      .update(readFileSync(join(of, name)));
  return hash.digest('hex').slice(0, 16);
}
