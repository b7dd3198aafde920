// Writes the sandbox's files for Node and for the page. With --pin, also the hashes that every machine has to come to.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { serialize } from 'node:v8';
import { gzipSync } from 'node:zlib';
import { bundleGuest } from './bundle-guest.mjs';
import { stateOf } from './command-bundle.mjs';
import { root } from './prepare.mjs';
import { NODE_SANDBOX, PAGE_SANDBOX, SANDBOX_RECORD } from './sandbox-files.mjs';
import { withStackCosts } from './wasm-stack-cost.mjs';

const ROOM = join(root, 'src', 'lib', 'sandbox');
const RELEASE = join(ROOM, 'python-release.json');
const JAVASCRIPT_RELEASE = join(ROOM, 'javascript-release.json');
const PYODIDE = join(root, 'node_modules', 'pyodide');
const QUICKJS = join(root, 'node_modules', 'quickjs-wasi');
/**
 * Functions of CPython that recurse without using its stack, and the bytes each call takes of it now: of the 40 KiB of a run,
 * after which it puts off what it frees, and raises RecursionError where it compares.
 */
const STACK_COSTS = { _Py_Dealloc: 128, PyObject_RichCompare: 96 };
/** They say what is written and how. */
const SETTINGS = [
  'package-lock.json',
  'src/setup/write-sandbox-files.mjs',
  'src/setup/bundle-guest.mjs',
  'src/setup/wasm-stack-cost.mjs',
  ...[
    'host/guest-child.mjs',
    'host/guest-frame.js',
    'python-release.json',
    'javascript-release.json',
    'NOTICE.txt'
  ].map((file) => relative(root, join(ROOM, file)))
];
const SNAPSHOT_GUEST = 'python-snapshot-guest.js';

const startedMs = Date.now();
const outputs = [];
const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');

for (const folder of [NODE_SANDBOX, PAGE_SANDBOX]) mkdirSync(folder, { recursive: true });
const guests = {
  'python-guest.js': await bundleGuest(join(ROOM, 'guest', 'python-guest.ts')),
  'javascript-guest.js': await bundleGuest(join(ROOM, 'guest', 'javascript-guest.ts')),
  [SNAPSHOT_GUEST]: await bundleGuest(join(ROOM, 'guest', 'python-snapshot-guest.ts'))
};
const wasm = withStackCosts(readFileSync(join(PYODIDE, 'pyodide.asm.wasm')), STACK_COSTS);
const library = readFileSync(join(PYODIDE, 'python_stdlib.zip'));
for (const [name, { code }] of Object.entries(guests)) put(NODE_SANDBOX, name, code);
put(NODE_SANDBOX, 'python.wasm', wasm);
put(NODE_SANDBOX, 'python-library.zip', library);
const quickjs = readFileSync(join(QUICKJS, 'quickjs.wasm'));
checkRelease(JAVASCRIPT_RELEASE, { quickjsWasi: versionOf(QUICKJS), wasm: sha256(quickjs) });
for (const folder of [NODE_SANDBOX, PAGE_SANDBOX]) put(folder, 'quickjs.wasm', quickjs);
put(PAGE_SANDBOX, 'javascript-guest.js', guests['javascript-guest.js'].code);
const snapshot = takeSnapshot();
checkRelease(RELEASE, {
  pyodide: versionOf(PYODIDE),
  wasm: sha256(wasm),
  library: sha256(library),
  snapshot: sha256(snapshot)
});
put(NODE_SANDBOX, 'python.snapshot', snapshot);
put(PAGE_SANDBOX, 'python-guest.js', guests['python-guest.js'].code);
put(PAGE_SANDBOX, 'python.wasm', wasm);
put(PAGE_SANDBOX, 'python-library.zip', library);
// Five times smaller; a page unpacks it by itself.
put(PAGE_SANDBOX, 'python.snapshot.gz', gzipSync(snapshot, { level: 9 }));
put(PAGE_SANDBOX, 'frame.html', framePage(readFileSync(join(ROOM, 'host', 'guest-frame.js'), 'utf8')));
put(PAGE_SANDBOX, 'NOTICE.txt', readFileSync(join(ROOM, 'NOTICE.txt')));
const inputs = [...new Set(Object.values(guests).flatMap(({ inputs }) => inputs))].sort();
put(
  NODE_SANDBOX,
  relative(NODE_SANDBOX, SANDBOX_RECORD),
  JSON.stringify({ inputs: [...inputs, ...SETTINGS].map(asRead), outputs })
);

/** Others may read the file, or write the same one. */
function put(folder, name, content) {
  const path = join(folder, name);
  const fresh = `${path}.${process.pid}`;
  writeFileSync(fresh, content);
  renameSync(fresh, path);
  outputs.push(relative(root, path));
}

/** A file that changed while it may have been read is as unknown. */
function asRead(path) {
  const [mtimeMs, size] = stateOf(path) ?? [0, 0];
  return [path, mtimeMs < startedMs ? mtimeMs : 0, size];
}

/** The memory of Python after its start, taken where programs run later: in a guest's process. */
function takeSnapshot() {
  const child = join(ROOM, 'host', 'guest-child.mjs');
  const parts = ['wasm=python.wasm', 'library=python-library.zip'];
  const flags = ['--disallow-code-generation-from-strings', '--disable-proto=delete', '--no-warnings'];
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [...flags, child, NODE_SANDBOX, SNAPSHOT_GUEST, ...parts],
    { input: serialize(null), env: {}, maxBuffer: 2 ** 28 }
  );
  if (status !== 0) throw new Error(`Python did not start: ${stderr}`);
  const headerLength = stdout.readUInt32LE(0);
  const header = JSON.parse(stdout.subarray(8, 8 + headerLength));
  if (header.kind !== 'snapshot') throw new Error(`Python did not start: ${header.detail}`);
  return stdout.subarray(8 + headerLength);
}

function versionOf(folder) {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).version;
}

/** Programs give the same bytes everywhere only from the same memory: another one is not used. */
function checkRelease(release, found) {
  const text = `${JSON.stringify(found, null, 2)}\n`;
  if (process.argv.includes('--pin')) return writeFileSync(release, text);
  if (readFileSync(release, 'utf8') !== text)
    throw new Error(`An interpreter came out otherwise than ${relative(root, release)} says:\n${text}`);
}

/** The page of the frame: its policy comes first, and lets this one script run and start one worker. */
function framePage(script) {
  const hash = createHash('sha256').update(script).digest('base64');
  const policy = [
    `default-src 'none'`,
    `script-src 'sha256-${hash}' 'wasm-unsafe-eval'`,
    'worker-src blob: data:',
    `base-uri 'none'`,
    `form-action 'none'`
  ].join('; ');
  return `<!doctype html><meta http-equiv="Content-Security-Policy" content="${policy}"><meta charset="utf-8"><script>${script}</script>\n`;
}
