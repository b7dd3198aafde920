// `npm test`: sets up what is missing, then every check; a static check that fails ends the run before the tests.
// `npm run test:full` (`--full`) also runs the tests that are too long for that, in files named *.full.test.ts.
// Arguments after `--` narrow it: `npm test -- src/lib/core` runs only the unit tests of that folder.
import { mkdtempSync, readFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { spawn, spawnSync } from 'node:child_process';
import { ensureChromium, ensureDependencies, nodeBinary, root, run, toolEnvironment } from './prepare.mjs';

const FULL = '--full';
const isFull = process.argv.includes(FULL);
const paths = process.argv.slice(2).filter((argument) => argument !== FULL);

ensureDependencies();
const environment = {
  ASSAY_CHROMIUM: ensureChromium(),
  ASSAY_TESTS: isFull ? 'full' : undefined,
  // The command is started a hundred times: what it loads is compiled once.
  NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'compile'),
  // The tests choose their reference model themselves.
  ASSAY_REFERENCE: undefined
};
const tool = (path) => join('node_modules', path);
const VITEST = tool('vitest/vitest.mjs');
/** The longest first. */
const STATIC_CHECKS = [
  ['eslint', tool('eslint/bin/eslint.js'), '.'],
  ['svelte-check', tool('svelte-check/bin/svelte-check'), '--threshold', 'error', '--output', 'human'],
  ['prettier', tool('prettier/bin/prettier.cjs'), '--check', '--log-level', 'warn', '.'],
  ['build', join('src', 'setup', 'build.mjs')]
];
/** What took how long. */
const times = [];

run(nodeBinary(), [tool('@sveltejs/kit/svelte-kit.js'), 'sync']);
if (paths.length > 0) {
  run(nodeBinary(), [VITEST, 'run', '--project', 'node*', ...paths], { environment });
} else {
  if (!(await timed('static checks', runStaticChecks))) {
    sayTimes();
    process.exit(1);
  }
  const totals = [];
  for (const project of ['node*', 'browser', 'e2e'])
    totals.push(await timed(project.replace('*', ''), () => runTests(project)));
  const heldUp = !isFull || (await timed('faults', () => runScript(join('tests', 'faults', 'main.ts'))));
  for (const { failures } of totals) for (const failure of failures) console.log(`\nFAILED ${failure}`);
  sayTimes();
  const sum = (key) => totals.reduce((total, counts) => total + counts[key], 0);
  console.log(`${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped`);
  process.exit(heldUp && totals.every(({ ok }) => ok) ? 0 : 1);
}

async function timed(name, work) {
  const startedAt = performance.now();
  const result = await work();
  times.push([name, (performance.now() - startedAt) / 1000]);
  return result;
}

function sayTimes() {
  const whole = times.reduce((total, [, seconds]) => total + seconds, 0);
  for (const [name, seconds] of [...times, ['together', whole]])
    console.log(`${name.padEnd(14)}${seconds.toFixed(0).padStart(5)} s`);
}

/** Side by side, as many as there are cores and at least two: each has one busy thread, and waits for the disk. */
async function runStaticChecks() {
  const waiting = [...STATIC_CHECKS];
  let ok = true;
  const lane = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) ok = (await runStaticCheck(next)) && ok;
  };
  await Promise.all(Array.from({ length: Math.max(2, availableParallelism()) }, lane));
  return ok;
}

/** Prints what a check said once it is done, so that two do not speak at once. */
function runStaticCheck([name, ...args]) {
  const startedAt = performance.now();
  const child = spawn(nodeBinary(), args, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: toolEnvironment(environment)
  });
  const said = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => said.push(chunk));
  return new Promise((resolve) => {
    child.once('error', (error) => said.push(Buffer.from(`${error.message}\n`)));
    child.once('close', (code) => {
      process.stderr.write(Buffer.concat(said));
      console.error(
        `assay: ${name} ${code === 0 ? 'passed' : 'FAILED'} (${((performance.now() - startedAt) / 1000).toFixed(0)} s)`
      );
      resolve(code === 0);
    });
  });
}

/** Whether a script of ours ends well. */
function runScript(path) {
  const { status } = spawnSync(nodeBinary(), [path], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: toolEnvironment(environment)
  });
  return status === 0;
}

function runTests(project) {
  const report = join(mkdtempSync(join(tmpdir(), 'assay-test-')), 'report.json');
  const args = ['run', '--project', project, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const { status } = spawnSync(nodeBinary(), [VITEST, ...args], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: toolEnvironment(environment)
  });
  try {
    const { numPassedTests, numFailedTests, numPendingTests, testResults } = JSON.parse(readFileSync(report, 'utf8'));
    return {
      ok: status === 0,
      passed: numPassedTests,
      failed: numFailedTests,
      skipped: numPendingTests,
      failures: testResults.flatMap(failuresOf)
    };
  } catch (error) {
    const failures = [`${project}: the tests left no report that can be read (${error.message})`];
    return { ok: false, passed: 0, failed: 1, skipped: 0, failures };
  }
}

/** What went wrong in a test file, said again at the end: a log is often kept by its last lines only. */
function failuresOf({ name, status, message, assertionResults }) {
  const failed = assertionResults.filter((result) => result.status === 'failed');
  // A file that cannot be loaded, or whose preparation fails, has no failed test of its own.
  if (status === 'failed' && failed.length === 0) return [`${relative(root, name)}\n${message}`];
  return failed.map((result) => `${relative(root, name)} > ${result.fullName}\n${result.failureMessages.join('\n')}`);
}
