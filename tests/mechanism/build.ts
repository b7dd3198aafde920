// Builds page and command with one mechanism more, into folders of the one that is named: `node tests/mechanism/build.ts DIR`.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { bundleCommand } from '../../src/setup/bundle-command.mjs';
import { addMechanism } from './add-mechanism.ts';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const folder = process.argv[2]!;

process.env.ASSAY_BUILD_FOLDER = join(folder, 'page');
await build({ root: at('../..'), configFile: at('vite.config.ts'), logLevel: 'error' });
await bundleCommand(join(folder, 'command'), [addMechanism]);
