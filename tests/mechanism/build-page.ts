// Builds the page with one mechanism more, into the folder that is named: `node tests/mechanism/build-page.ts DIR`.
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

process.env.ASSAY_BUILD_FOLDER = process.argv[2]!;
await build({ root: at('../..'), configFile: at('vite.config.ts'), logLevel: 'error' });
