import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { checkSandbox } from '#lib/core/validator/check-sandbox.ts';
import { sandbox } from '../harness/sandbox.ts';
import { healthLines } from './health-lines.ts';
import { machineSettings } from './machine-settings.ts';

const MARKET = { genesisHash: '0xab', marketAddress: '0xcd' };
let folder: string;
const path = () => join(folder, 'state', 'machine.json');

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-machine-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('the settings of a validator’s machine', () => {
  test('hold from the run on that names them', async () => {
    expect(await machineSettings(path(), {}, MARKET)).toMatchObject({ programs: 'enabled', mostSeconds: 600 });
    await machineSettings(path(), { programs: 'ask', 'most-seconds': '60' }, MARKET);
    await machineSettings(path(), { allow: '3, 7' }, MARKET);
    expect(await machineSettings(path(), { 'most-memory': '256' }, MARKET)).toEqual({
      programs: 'ask',
      mostSeconds: 60,
      mostMemoryMiB: 256,
      allowed: ['0xab/0xcd/3', '0xab/0xcd/7']
    });
  });

  test.each([
    [{ programs: 'maybe' }, 'input/not-a-choice'],
    [{ 'most-seconds': '0' }, 'input/not-a-number'],
    [{ 'most-memory': '4096' }, 'input/not-a-number'],
    [{ allow: 'x' }, 'input/not-a-number']
  ])('%j is refused', async (args, code) => {
    await expect(machineSettings(path(), args, MARKET)).rejects.toMatchObject({ code });
  });

  test('that cannot be read are no yes', async () => {
    await machineSettings(path(), { programs: 'disabled' }, MARKET);
    await writeFile(path(), '{"programs": "disabled"');
    await expect(machineSettings(path(), {}, MARKET)).rejects.toMatchObject({ code: 'input/unreadable' });
  });
});

test('the sandbox of the command writes what it writes everywhere, and says what it is', async () => {
  const health = await checkSandbox(sandbox());
  expect(health).toMatchObject({ works: true, python: '3.14.2', fault: '' });
  if ('cancelled' in health) return;
  expect(healthLines(health)[0]).toMatch(/^the sandbox works: CPython 3\.14\.2, started in \d+ ms/);
  expect(healthLines({ ...health, works: false, outputHash: '00', fault: 'Other bytes.' })).toEqual([
    'the sandbox does not work: Other bytes.',
    `  it wrote 00; expected was ${health.expectedHash}`
  ]);
}, 60_000);
