// Puts the command's sources and packages together, as Node can load them at once.
import { rolldown } from 'rolldown';
import { join, relative, sep } from 'node:path';
import { ENTRY } from './command-bundle.mjs';
import { root } from './prepare.mjs';

/** They find files of their own beside themselves. */
const EXTERNAL = [/^onnxruntime-/];
/** Our files: none of a package, none that the bundler makes up. */
const OWN = { id: { include: [/\.[cm]?[jt]s$/], exclude: [/node_modules/, /^\0/] } };

/**
 * @param folder where the files are written.
 * @param plugins of the bundler, before our own.
 * @returns paths of our files that were read, from the project's root.
 */
export async function bundleCommand(folder, plugins = []) {
  const inputs = new Set();
  const ownFiles = {
    name: 'own-files',
    transform: {
      filter: OWN,
      order: 'post',
      handler(code, id) {
        inputs.add(relative(root, id).split(sep).join('/'));
        if (!code.includes('import.meta.url')) return null;
        // It stays the source's: its neighbours lie beside it. From the bundle's folder, so that a clone can be moved.
        const path = relative(folder, id).split(sep).join('/');
        const own = `new URL(${JSON.stringify(path)}, import.meta.url).href`;
        return { code: code.replaceAll('import.meta.url', own), map: null };
      }
    }
  };
  const bundle = await rolldown({
    input: { [ENTRY.replace('.mjs', '')]: join(root, 'src', 'cli', 'main.ts') },
    cwd: root,
    platform: 'node',
    external: EXTERNAL,
    tsconfig: false,
    plugins: [...plugins, ownFiles],
    onLog(_level, log) {
      if (log.code === 'UNRESOLVED_IMPORT') throw new Error(log.message);
    }
  });
  await bundle.write({
    dir: folder,
    format: 'esm',
    entryFileNames: '[name].mjs',
    chunkFileNames: '[name]-[hash].mjs',
    // The chain's packages know their classes by name.
    keepNames: true,
    // For stacks; the sources themselves are here.
    sourcemap: true,
    sourcemapExcludeSources: true
  });
  await bundle.close();
  return [...inputs].sort();
}
