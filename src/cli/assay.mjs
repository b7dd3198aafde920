#!/usr/bin/env node
// The `assay` command: sets up what is missing in the clone, then runs with a Node that is new enough.
import { spawn } from 'node:child_process';
import { ensureDependencies, nodeBinary, toolEnvironment, root } from '../setup/prepare.mjs';

ensureDependencies();
const child = spawn(nodeBinary(), [`${root}/src/cli/main.ts`, ...process.argv.slice(2)], {
  stdio: 'inherit',
  env: toolEnvironment()
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => signal === 'SIGTERM' && child.kill(signal));
child.on('exit', (code, signal) => process.exit(signal ? 130 : (code ?? 1)));
