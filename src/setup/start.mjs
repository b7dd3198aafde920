// `npm start`: sets up what is missing, then runs `assay up` with the arguments after `--`.
import { spawn } from 'node:child_process';
import { ensureBuild, ensureDependencies, nodeBinary, root, toolEnvironment } from './prepare.mjs';
import { ensureSandbox } from './sandbox-files.mjs';

ensureDependencies();
ensureSandbox();
ensureBuild();
const child = spawn(nodeBinary(), ['src/cli/assay.mjs', 'up', ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
  env: toolEnvironment()
});
// The terminal sends Ctrl-C to the child as well; this process only waits for its clean end.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => signal === 'SIGTERM' && child.kill(signal));
child.on('exit', (code, signal) => process.exit(signal ? 130 : (code ?? 1)));
