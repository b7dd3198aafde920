#!/usr/bin/env node
// The `assay` command: sets up what is missing in the clone, then runs with a Node that is new enough.
import { spawn } from 'node:child_process';
import module from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { commandEntry } from '../setup/command-bundle.mjs';
import { ensureDependencies, nodeBinary, root, toolEnvironment } from '../setup/prepare.mjs';

ensureDependencies();
if (nodeBinary() === process.execPath) await runHere();
else runWith(nodeBinary());

async function runHere() {
  // Experimental parts of Node that are used knowingly; its threads read the variable.
  process.env.NODE_NO_WARNINGS = '1';
  process.removeAllListeners('warning');
  const entry = commandEntry();
  // Stacks name the source files. What was compiled is kept for the next start.
  process.setSourceMapsEnabled(true);
  module.enableCompileCache(join(root, 'node_modules', '.cache', 'compile'));
  await import(entry);
}

function runWith(node) {
  const child = spawn(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
    stdio: 'inherit',
    env: toolEnvironment()
  });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => signal === 'SIGTERM' && child.kill(signal));
  child.on('exit', (code, signal) => process.exit(signal ? 130 : (code ?? 1)));
}
