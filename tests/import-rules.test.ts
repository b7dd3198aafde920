// Keeps the walls of docs/architecture.md: who may import whom, and no circles.
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

const ALLOWED: Record<string, string[]> = {
  'src/lib/core': [],
  'src/lib/market': ['src/lib/core', 'src/lib/chain', 'src/lib/store', 'src/lib/score'],
  'src/lib/chain': ['src/lib/core', 'contracts', 'workers'],
  'src/lib/store': ['src/lib/core'],
  'src/lib/score': ['src/lib/core', 'workers'],
  'src/lib/ui': ['src/lib/market', 'src/lib/core', 'src/lib/chain', 'src/lib/store', 'src/lib/score'],
  'src/devnet': ['src/lib/core', 'contracts', 'workers'],
  'src/hub': ['src/lib/core', 'src/lib/store'],
  workers: ['src/lib/core', 'src/lib/score', 'src/devnet']
};
/** Edges whose implementation market may not touch: it sees types only. */
const TYPE_ONLY: [from: string, to: string][] = [
  ['src/lib/market', 'src/lib/chain'],
  ['src/lib/market', 'src/lib/store'],
  ['src/lib/market', 'src/lib/score']
];
const CORE_FORBIDDEN = [
  /^@polkadot\//,
  /^helia|^@helia\/|^libp2p|^@libp2p\//,
  /^onnxruntime/,
  /^node:/,
  /^viem/,
  /^svelte/,
  /^comlink/
];
const CORE_FORBIDDEN_GLOBALS =
  /\b(Math\.random|Date\.now|new Date\(\)|performance\.now|setTimeout|fetch\(|document\.(?:body|cookie|createElement|getElementById|querySelector)|window\.(?:document|location|navigator|localStorage|indexedDB|addEventListener)|localStorage|indexedDB)/;
const ALIASES: Record<string, string> = {
  '#lib/': 'src/lib/',
  '$lib/': 'src/lib/',
  '#devnet/': 'src/devnet/',
  '#hub/': 'src/hub/',
  '#contracts/': 'contracts/',
  '#workers/': 'workers/'
};

function sourceFiles(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((file) => join(folder, file))
    .filter(
      (file) =>
        /\.(ts|svelte)$/.test(file) &&
        !/\.(test|bench)\.ts$/.test(file) &&
        !file.endsWith('.d.ts') &&
        !file.includes('/testing/')
    );
}

interface Import {
  target: string;
  typeOnly: boolean;
}

function importsOf(file: string): Import[] {
  const text = readFileSync(join(root, file), 'utf8');
  const pattern =
    /(?:^|\n)\s*(import|export)\s+(type\s+)?(?:[^'";]*?\sfrom\s+)?['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)/g;
  return [...text.matchAll(pattern)].map((match) => ({
    target: resolveImport(file, match[3] ?? match[4] ?? ''),
    typeOnly: match[2] !== undefined
  }));
}

function resolveImport(file: string, specifier: string): string {
  const path = specifier.replace(/\?.*$/, '');
  if (path.startsWith('.')) return relative(root, join(root, dirname(file), path));
  for (const [alias, folder] of Object.entries(ALIASES))
    if (path.startsWith(alias)) return folder + path.slice(alias.length);
  return path;
}

const roomOf = (path: string) => Object.keys(ALLOWED).find((room) => path === room || path.startsWith(`${room}/`));
const files = Object.keys(ALLOWED).flatMap(sourceFiles);

describe('import rules', () => {
  test.each(Object.keys(ALLOWED))('%s imports only the rooms it may', (room) => {
    const wrong = files
      .filter((file) => roomOf(file) === room)
      .flatMap((file) =>
        importsOf(file).map((found) => ({ file, to: roomOf(found.target) ?? '', target: found.target }))
      )
      .filter(
        ({ to, target }) =>
          (to !== '' && to !== room && !ALLOWED[room]!.includes(to)) || target.startsWith('src/routes')
      );
    expect(wrong).toEqual([]);
  });

  test('market sees the edges through their types only', () => {
    const wrong = TYPE_ONLY.flatMap(([from, to]) =>
      files
        .filter((file) => roomOf(file) === from)
        .flatMap((file) =>
          importsOf(file)
            .filter((found) => roomOf(found.target) === to && !found.typeOnly)
            .map((found) => `${file} -> ${found.target}`)
        )
    );
    expect(wrong).toEqual([]);
  });

  test('core has no library of the edges, no clock, no randomness, no DOM', () => {
    const core = files.filter((file) => roomOf(file) === 'src/lib/core');
    const imports = core.flatMap((file) =>
      importsOf(file)
        .filter(({ target }) => CORE_FORBIDDEN.some((rule) => rule.test(target)))
        .map(({ target }) => `${file} -> ${target}`)
    );
    const globals = core.filter((file) =>
      CORE_FORBIDDEN_GLOBALS.test(readFileSync(join(root, file), 'utf8').replace(/\/\/.*|\/\*[\s\S]*?\*\//g, ''))
    );
    expect({ imports, globals }).toEqual({ imports: [], globals: [] });
  });

  test('there are no circles', () => {
    const graph = new Map(
      files.map((file) => [
        file,
        importsOf(file)
          .filter(({ typeOnly }) => !typeOnly)
          .map(({ target }) => target)
      ])
    );
    const state = new Map<string, 'open' | 'done'>();
    const circles: string[] = [];
    const visit = (file: string, trail: string[]): void => {
      if (state.get(file) === 'done') return;
      if (state.get(file) === 'open')
        return void circles.push([...trail.slice(trail.indexOf(file)), file].join(' -> '));
      state.set(file, 'open');
      for (const target of graph.get(file) ?? []) if (graph.has(target)) visit(target, [...trail, file]);
      state.set(file, 'done');
    };
    for (const file of files) visit(file, []);
    expect(circles).toEqual([]);
  });
});
