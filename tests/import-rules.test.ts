// Checks the room table of docs/architecture.md: who may import whom, types included, and no circles of files or folders.
import { readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { findCircles } from './testing/find-circles.ts';
import { importsOf, sourceFiles } from './testing/source-imports.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** Every room of the project, and the rooms whose files and types its own may use. */
const ALLOWED: Record<string, string[]> = {
  'src/lib/core': ['wasm'],
  'src/lib/ports': ['src/lib/core'],
  'src/lib/market': ['src/lib/core', 'src/lib/ports'],
  'src/lib/chain': ['src/lib/core', 'src/lib/ports', 'contracts'],
  'src/lib/store': ['src/lib/core', 'src/lib/ports'],
  'src/lib/score': ['src/lib/core', 'src/lib/ports'],
  'src/lib/sandbox': ['src/lib/core', 'src/lib/ports'],
  'src/lib/ui': ['src/lib/market', 'src/lib/core', 'src/lib/ports'],
  'src/routes': [
    'src/lib/ui',
    'src/lib/market',
    'src/lib/core',
    'src/lib/ports',
    'src/lib/chain',
    'src/lib/store',
    'src/lib/score',
    'src/lib/sandbox',
    'workers'
  ],
  'src/cli': [
    'src/lib/market',
    'src/lib/core',
    'src/lib/ports',
    'src/lib/chain',
    'src/lib/store',
    'src/lib/score',
    'src/lib/sandbox',
    'src/devnet',
    'src/hub',
    'src/setup'
  ],
  'src/devnet': ['src/lib/core', 'contracts'],
  'src/hub': ['src/lib/core', 'src/lib/store'],
  'src/ladders': ['src/lib/core', 'src/lib/score', 'src/pretrain'],
  'src/pretrain': ['src/lib/core', 'src/lib/score'],
  'src/setup': [],
  contracts: [],
  wasm: [],
  workers: ['src/lib/core', 'src/lib/score', 'src/devnet']
};

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

const roomOf = (path: string) => Object.keys(ALLOWED).find((room) => path === room || path.startsWith(`${room}/`));
const files = Object.keys(ALLOWED).flatMap((room) => sourceFiles(root, room));
const imports = new Map(files.map((file) => [file, importsOf(root, file)]));
/** Imports of the project's own files, types included. */
const edges = new Map(files.map((file) => [file, imports.get(file)!.filter((target) => imports.has(target))]));

/** The last folder that holds both files, and the folder in it that leads to each; null for a file that lies in it itself. */
function whereTheyPart(file: string, target: string) {
  const [left, right] = [file.split('/'), target.split('/')];
  const at = left.findIndex((name, depth) => name !== right[depth]);
  const folder = (path: string[]) => (path.length > at + 1 ? path[at]! : null);
  return { parent: left.slice(0, at).join('/'), from: folder(left), to: folder(right) };
}

describe('import rules', () => {
  test('every source file stands in a room', () => {
    const all = ['src', 'contracts', 'wasm', 'workers'].flatMap((folder) => sourceFiles(root, folder));
    expect(all.filter((file) => roomOf(file) === undefined)).toEqual([]);
    expect(files.length).toBeGreaterThan(500);
  });

  test.each(Object.keys(ALLOWED))('%s imports only the rooms it may', (room) => {
    const wrong = files
      .filter((file) => roomOf(file) === room)
      .flatMap((file) => imports.get(file)!.map((target) => ({ file, target, to: roomOf(target) })))
      .filter(({ to }) => to !== undefined && to !== room && !ALLOWED[room]!.includes(to))
      .map(({ file, target }) => `${file} -> ${target}`);
    expect(wrong).toEqual([]);
  });

  test('core has no library of the edges, no clock, no randomness, no DOM', () => {
    const core = files.filter((file) => roomOf(file) === 'src/lib/core');
    const libraries = core.flatMap((file) =>
      imports
        .get(file)!
        .filter((target) => CORE_FORBIDDEN.some((rule) => rule.test(target)))
        .map((target) => `${file} -> ${target}`)
    );
    const globals = core.filter((file) =>
      CORE_FORBIDDEN_GLOBALS.test(readFileSync(join(root, file), 'utf8').replace(/\/\/.*|\/\*[\s\S]*?\*\//g, ''))
    );
    expect({ libraries, globals }).toEqual({ libraries: [], globals: [] });
  });

  test('there are no circles of files, types included', () => {
    expect(findCircles(edges)).toEqual([]);
  });

  test('no folder has circles among the folders in it, types included', () => {
    const parents = new Map<string, Map<string, Set<string>>>();
    for (const [file, targets] of edges)
      for (const target of targets) {
        const { parent, from, to } = whereTheyPart(file, target);
        // The rooms of the top level have their rule above.
        if (parent === '' || from === null || to === null) continue;
        const folders = parents.get(parent) ?? parents.set(parent, new Map()).get(parent)!;
        (folders.get(from) ?? folders.set(from, new Set()).get(from)!).add(to);
      }
    const circles = [...parents].flatMap(([parent, folders]) =>
      findCircles(folders).map((circle) => `${parent || '.'}: ${circle}`)
    );
    expect(circles).toEqual([]);
  });

  test('the rules see what they are to see', () => {
    const path = (file: string) => relative(root, join(root, file));
    expect(imports.get(path('src/lib/core/lift/measure-lift.ts'))).toContain('src/lib/core/model/model-runtime.ts');
    expect(
      findCircles(
        new Map([
          ['a', ['b']],
          ['b', ['c']],
          ['c', ['a']]
        ])
      )
    ).toEqual(['a -> b -> c -> a']);
  });
});
