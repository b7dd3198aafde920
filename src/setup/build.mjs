// Writes the sandbox, builds the page and bundles the command where they are missing or older than what they are made from.
import { ensureBundle } from './command-bundle.mjs';
import { ensureBuild } from './prepare.mjs';
import { ensureSandbox } from './sandbox-files.mjs';

ensureSandbox();
ensureBuild();
ensureBundle();
