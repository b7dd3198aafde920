// Puts a guest's script and all that it imports together into one classic script: a worker in an opaque origin can load nothing.
import { rolldown } from 'rolldown';
import { relative, sep } from 'node:path';
import { root } from './prepare.mjs';

/** Pyodide evaluates text only for what the sandbox does not let it do, and knows Node's modules that it does not meet here. */
const EXPECTED = new Set(['EVAL', 'COMMONJS_VARIABLE_IN_ESM']);

/** @returns the script, and the paths of our files that it was made from, from the project's root. */
export async function bundleGuest(entry) {
  const bundle = await rolldown({
    input: entry,
    cwd: root,
    platform: 'browser',
    external: [/^node:/, 'ws'],
    tsconfig: false,
    moduleTypes: { '.py': 'text', '.txt': 'text' },
    transform: { define: { 'import.meta.url': JSON.stringify('https://sandbox.invalid/guest.js') } },
    onLog(_level, log) {
      if (!EXPECTED.has(log.code)) throw new Error(log.message);
    }
  });
  const { output } = await bundle.generate({ format: 'iife', minify: true, codeSplitting: false });
  await bundle.close();
  if (output.length !== 1) throw new Error(`${entry} came out as ${output.length} files.`);
  const own = output[0].moduleIds.filter((id) => !id.startsWith('\0') && !id.includes('node_modules'));
  return { code: output[0].code, inputs: own.map((id) => relative(root, id).split(sep).join('/')) };
}
