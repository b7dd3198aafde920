// What `npm start` and `npm test` do first on a fresh machine. Plain JavaScript without dependencies: it runs on Node 20
// before anything is installed, and hands over to a newer Node (the npm package `node`) where the machine's is too old.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** libp2p and Vitest need it. */
const LEAST_NODE = [22, 19];
const BUILD_INPUTS = [
  'src',
  'static',
  'workers',
  'wasm',
  'contracts',
  'svelte.config.js',
  'vite.config.ts',
  'package-lock.json'
];
const CHROMIUM_NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

export const say = (text) => console.error(`assay: ${text}`);

/** The Node that runs Assay: the machine's when it is new enough, else the one from npm. */
export function nodeBinary() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  const newEnough = major > LEAST_NODE[0] || (major === LEAST_NODE[0] && minor >= LEAST_NODE[1]);
  return newEnough ? process.execPath : join(root, 'node_modules', 'node', 'bin', 'node');
}

/** The environment in which `node` and the installed tools are the right ones. */
export function toolEnvironment(extra = {}) {
  const path = [dirname(nodeBinary()), join(root, 'node_modules', '.bin'), process.env.PATH].join(delimiter);
  return { ...process.env, PATH: path, NODE_NO_WARNINGS: '1', ...extra };
}

/** Runs a command in the project; ends this process when it fails. `quiet` shows its output only then. */
export function run(command, args, { environment = {}, quiet = false } = {}) {
  const output = quiet ? 'pipe' : 'inherit';
  const result = spawnSync(command, args, {
    cwd: root,
    stdio: ['ignore', output, output],
    env: toolEnvironment(environment)
  });
  if (result.status === 0) return;
  if (quiet) process.stderr.write(Buffer.concat([result.stdout ?? Buffer.alloc(0), result.stderr ?? Buffer.alloc(0)]));
  const { error } = result;
  say(error ? `${command} could not be started: ${error.message}` : `"${[command, ...args].join(' ')}" failed.`);
  process.exit(result.signal ? 130 : (result.status ?? 1));
}

/** Installs the locked dependencies when they are missing or the lock file is newer. */
export function ensureDependencies() {
  const installed = join(root, 'node_modules', '.package-lock.json');
  const lock = join(root, 'package-lock.json');
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(lock).mtimeMs) return;
  say('installing the dependencies (once, about a minute) ...');
  const { status } = spawnSync('npm', ['ci', '--no-fund', '--no-audit', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    // Its install script would look for GPU libraries that Assay does not use.
    env: { ...process.env, ONNXRUNTIME_NODE_INSTALL: 'skip' }
  });
  if (status !== 0) {
    say('the dependencies could not be installed. Check the network and run the command again.');
    process.exit(1);
  }
}

/** Builds the page when it is missing or older than what it is built from. */
export function ensureBuild() {
  const stamp = join(root, 'build', '.built-from');
  const newest = String(Math.max(...BUILD_INPUTS.map((name) => newestMs(join(root, name)))));
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === newest) return;
  say('building the page ...');
  run(nodeBinary(), [join('node_modules', 'vite', 'bin', 'vite.js'), 'build'], { quiet: true });
  writeFileSync(stamp, newest);
}

function newestMs(path) {
  if (!existsSync(path)) return 0;
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(0, ...readdirSync(path).map((name) => newestMs(join(path, name))));
}

/** The path of a Chromium for the tests: a present one, else Debian's where root may install it, else a clear end. */
export function ensureChromium() {
  const found = findChromium();
  if (found) return found;
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    say('installing Chromium from Debian ...');
    const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    spawnSync('apt-get', ['update', '-qq'], { stdio: ['ignore', 'ignore', 'inherit'], env: environment });
    spawnSync('apt-get', ['install', '-y', '-qq', 'chromium'], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: environment
    });
    const installed = findChromium();
    if (installed) return installed;
  }
  say(
    'the tests need Chromium. Install it (on Debian: sudo apt-get install chromium) or set ASSAY_CHROMIUM to its path.'
  );
  process.exit(1);
}

function findChromium() {
  const named = process.env.ASSAY_CHROMIUM;
  if (named && existsSync(named)) return named;
  const folders = (process.env.PATH ?? '').split(delimiter);
  return CHROMIUM_NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find((path) => existsSync(path));
}
