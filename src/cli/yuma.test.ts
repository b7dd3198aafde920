import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';

const ASSAY = fileURLToPath(new URL('./assay.mjs', import.meta.url));
const STATE = {
  n: 2,
  block: 3,
  stakeRao: [1, 0],
  lastUpdate: [3, 2],
  blockAtRegistration: [0, 2],
  validatorPermits: [true, false],
  weights: [[[1, 65_535]], []],
  emissionRao: 1_000_000_000
};
let folder: string;
let file: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'assay-yuma-'));
  file = join(folder, 'state.json');
  writeFileSync(file, JSON.stringify(STATE));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const yuma = (args: string[], input = '') => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [ASSAY, 'yuma', ...args], { input, encoding: 'utf8' });
  return { status, stdout, stderr };
};

test('prints the integers of an epoch, and a state that gives the next when it is read again', () => {
  const first = yuma([file, '--json']);
  expect(first.status).toBe(0);
  const document = JSON.parse(first.stdout) as Record<string, unknown>;
  expect(document).toMatchObject({
    block: 3,
    consensus: [0, 65_535],
    incentive: [0, 65_535],
    dividends: [65_535, 0],
    validatorTrust: [65_535, 0],
    emissionRao: [500_000_000, 500_000_000],
    validatorPermits: [true, false],
    bonds: [[[1, 65_535]], []]
  });
  const second = JSON.parse(yuma(['-', '--json'], first.stdout).stdout) as Record<string, unknown>;
  const both = JSON.parse(yuma([file, '--json', '--epochs', '2']).stdout) as { epochs: unknown[] };
  expect(second.block).toBe(363);
  expect(both.epochs).toHaveLength(2);
  expect(both).toMatchObject(second);
});

test('prints a table for people', () => {
  const { status, stdout } = yuma([file]);
  expect(status).toBe(0);
  expect(stdout.split('\n').slice(0, 3)).toEqual([
    'epoch at block 3; shares are u16 of 65535',
    'uid  permit  active  stake  trust  consensus  incentive  dividends  emission/rao  bonds',
    '  0     yes     yes  65535  65535          0          0      65535     500000000      1'
  ]);
});

test('prints all of a large subnet through a pipe', () => {
  const n = 600;
  const uids = Array.from({ length: n }, (_, uid) => uid);
  const large = {
    ...STATE,
    n,
    stakeRao: uids.map(() => 1),
    lastUpdate: uids.map(() => 3),
    blockAtRegistration: uids.map(() => 0),
    validatorPermits: uids.map((uid) => uid < 8),
    weights: uids.map((uid) => (uid < 8 ? uids.map((to) => [to, 65_535]) : []))
  };
  const { stdout } = yuma(['-', '--json'], JSON.stringify(large));
  // More than a pipe takes at once.
  expect(stdout.length).toBeGreaterThan(65_536);
  expect((JSON.parse(stdout) as { consensus: unknown[] }).consensus).toHaveLength(n);
});

test('bad input ends with 2 and names file and field', () => {
  const bad = yuma(['-'], JSON.stringify({ ...STATE, kappa: 65_536 }));
  expect(bad.status).toBe(2);
  expect(bad.stderr).toContain('standard input: kappa must be a whole number from 0 to 65535; it is not 65536.');
  expect(yuma([join(folder, 'none.json')])).toMatchObject({ status: 2, stdout: '' });
  expect(yuma([file, '--epochs', '0']).status).toBe(2);
});
