// Which files the project has, and what each of them imports: values, types, workers and `import()`.
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

const ALIASES: Record<string, string> = {
  '#lib/': 'src/lib/',
  '$lib/': 'src/lib/',
  '#devnet/': 'src/devnet/',
  '#hub/': 'src/hub/',
  '#contracts/': 'contracts/',
  '#workers/': 'workers/'
};
const STATEMENT = /(?:^|\n)\s*(?:import|export)\s+(?:type\s+)?(?:[^'";]*?\sfrom\s+)?['"]([^'"]+)['"]/g;
const CALL = /import\(\s*['"]([^'"]+)['"]\s*\)|new URL\(\s*['"]([^'"]+)['"],\s*import\.meta\.url/g;

/** The sources under `folder`, tests and what only tests use left out; paths from `root`. */
export function sourceFiles(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((file) => join(folder, file))
    .filter(
      (file) =>
        /\.(ts|mjs|svelte)$/.test(file) &&
        !/\.(test|bench)\.ts$/.test(file) &&
        !file.endsWith('.d.ts') &&
        !file.includes('/testing/')
    );
}

/** What `file` imports: paths from `root` for the project's own files, the specifier for packages. */
export function importsOf(root: string, file: string): string[] {
  const text = readFileSync(join(root, file), 'utf8');
  return [...text.matchAll(STATEMENT), ...text.matchAll(CALL)].map((match) =>
    resolveImport(root, file, match[1] ?? match[2] ?? '')
  );
}

function resolveImport(root: string, file: string, specifier: string): string {
  const path = specifier.replace(/\?.*$/, '');
  if (path.startsWith('.')) return relative(root, join(root, dirname(file), path));
  for (const [alias, folder] of Object.entries(ALIASES))
    if (path.startsWith(alias)) return folder + path.slice(alias.length);
  return path;
}
