// Builds the page with one line more in its registries, into the folder that is named: `node tests/mechanism/build-page.ts DIR`.
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'vite';
import { withRegistryLine } from './registry-lines.ts';

const addMechanism = (): Plugin => ({
  name: 'one-mechanism-more',
  enforce: 'pre',
  transform: (source, id) => withRegistryLine(id, source)
});

process.env.ASSAY_BUILD_FOLDER = process.argv[2]!;
await build({
  root: fileURLToPath(new URL('../..', import.meta.url)),
  logLevel: 'error',
  plugins: [addMechanism()],
  worker: { format: 'es', plugins: () => [addMechanism()] }
});
