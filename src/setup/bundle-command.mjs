// Puts the command's sources and packages together, as Node can load them at once.
import { rolldown } from 'rolldown';
import { basename, dirname, join, relative, sep } from 'node:path';
import { ENTRY } from './command-bundle.mjs';
import { root } from './prepare.mjs';

/** They find files of their own beside themselves. */
const EXTERNAL = [/^onnxruntime-/];
/** Scripts of threads: files of the bundle too, so that a thread has what the command has. By the source that starts them. */
const THREADS = { 'src/lib/score/check-threads.ts': './check-thread-entry.ts' };
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
        const thread = THREADS[relative(root, id).split(sep).join('/')];
        if (thread) return { code: code.replace(thread, thread.replace('.ts', '.mjs')), map: null };
        // It stays the source's: its neighbours lie beside it. From the bundle's folder, so that a clone can be moved.
        const path = relative(folder, id).split(sep).join('/');
        const own = `new URL(${JSON.stringify(path)}, import.meta.url).href`;
        return { code: code.replaceAll('import.meta.url', own), map: null };
      }
    }
  };
  const bundle = await rolldown({
    input: {
      [basename(ENTRY, '.mjs')]: join(root, 'src', 'cli', 'main.ts'),
      ...Object.fromEntries(
        Object.entries(THREADS).map(([from, script]) => [basename(script, '.ts'), join(root, dirname(from), script)])
      )
    },
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
