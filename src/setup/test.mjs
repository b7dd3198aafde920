// `npm test`: sets up what is missing, then every check in order; the first that fails ends the run.
// Arguments after `--` narrow it: `npm test -- src/lib/core` runs only the unit tests of that folder.
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { ensureBuild, ensureChromium, ensureDependencies, nodeBinary, root, run, toolEnvironment } from './prepare.mjs';

ensureDependencies();
const ASSAY_CHROMIUM = ensureChromium();
const tool = (path, ...args) =>
  run(nodeBinary(), [join('node_modules', path), ...args], { environment: { ASSAY_CHROMIUM } });

tool('@sveltejs/kit/svelte-kit.js', 'sync');
const paths = process.argv.slice(2);
if (paths.length > 0) {
  tool('vitest/vitest.mjs', 'run', '--project', 'node', ...paths);
} else {
  tool('prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.');
  tool('eslint/bin/eslint.js', '.');
  tool('svelte-check/bin/svelte-check', '--threshold', 'error', '--output', 'human');
  ensureBuild();
  const totals = [['node'], ['browser'], ['e2e']].map(runTests);
  const sum = (key) => totals.reduce((total, counts) => total + counts[key], 0);
  console.log(`${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped`);
  process.exit(totals.some(({ ok }) => !ok) ? 1 : 0);
}

function runTests(projects) {
  const report = join(mkdtempSync(join(tmpdir(), 'assay-test-')), 'report.json');
  const args = [
    'run',
    ...projects.flatMap((name) => ['--project', name]),
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`
  ];
  const { status } = spawnSync(nodeBinary(), [join('node_modules', 'vitest', 'vitest.mjs'), ...args], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: toolEnvironment({ ASSAY_CHROMIUM })
  });
  try {
    const { numPassedTests, numFailedTests, numPendingTests } = JSON.parse(readFileSync(report, 'utf8'));
    return { ok: status === 0, passed: numPassedTests, failed: numFailedTests, skipped: numPendingTests };
  } catch {
    return { ok: false, passed: 0, failed: 1, skipped: 0 };
  }
}
