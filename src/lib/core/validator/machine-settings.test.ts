import { describe, expect, test } from 'vitest';
import {
  allowRequest,
  DEFAULT_MACHINE_SETTINGS,
  machineObstacle,
  parseMachineSettings,
  requestName
} from './machine-settings.ts';

const NEEDS = { seconds: 60, memoryMiB: 256 };
const NAME = requestName({ genesisHash: '0xab', marketAddress: '0xCD' }, 3);
const obstacleOf = (more: object, needs: typeof NEEDS | null = NEEDS) =>
  machineObstacle(needs, { ...DEFAULT_MACHINE_SETTINGS, ...more }, NAME);

describe('a validator’s machine', () => {
  test('scores everything by default, and what runs no program always', () => {
    expect(obstacleOf({})).toBeNull();
    expect(obstacleOf({ programs: 'disabled' }, null)).toBeNull();
  });

  test('does not score what is beyond its settings, and names the setting', () => {
    expect(obstacleOf({ programs: 'disabled' })).toMatchObject({ setting: 'programs', canAllow: false });
    expect(obstacleOf({ mostSeconds: 59 })).toMatchObject({
      setting: 'mostSeconds',
      text: 'A run may take 60 s; this machine allows 59 s (Longest run).'
    });
    expect(obstacleOf({ mostMemoryMiB: 255 })).toMatchObject({ setting: 'mostMemoryMiB' });
    expect(obstacleOf({ mostSeconds: 60, mostMemoryMiB: 256 })).toBeNull();
    expect(
      machineObstacle({ seconds: null, memoryMiB: null }, { ...DEFAULT_MACHINE_SETTINGS, mostSeconds: 1 }, NAME)
    ).toBeNull();
  });

  test('scores nothing of which it is not known what it runs, where anything is bounded', () => {
    const unknown = (more: object) => machineObstacle('unknown', { ...DEFAULT_MACHINE_SETTINGS, ...more }, NAME);
    expect(unknown({})).toBeNull();
    for (const bounded of [{ programs: 'disabled' }, { programs: 'ask' }, { mostSeconds: 60 }, { mostMemoryMiB: 256 }])
      expect(unknown(bounded)).toMatchObject({ setting: 'programs', canAllow: false });
  });

  test('asks for each request where it is told to, and a yes is for that one alone and within the bounds', () => {
    const asking = { ...DEFAULT_MACHINE_SETTINGS, programs: 'ask' as const };
    expect(machineObstacle(NEEDS, asking, NAME)).toMatchObject({ setting: 'programs', canAllow: true });
    const allowed = allowRequest(asking, NAME);
    expect(machineObstacle(NEEDS, allowed, NAME)).toBeNull();
    expect(
      machineObstacle(NEEDS, allowed, requestName({ genesisHash: '0xab', marketAddress: '0xcd' }, 4))
    ).not.toBeNull();
    expect(machineObstacle(NEEDS, { ...allowed, mostSeconds: 10 }, NAME)).toMatchObject({ canAllow: false });
  });

  test('remembers a bounded number of answers', () => {
    let settings = DEFAULT_MACHINE_SETTINGS;
    for (let id = 0; id < 300; id++) settings = allowRequest(settings, `${id}`);
    expect([settings.allowed.length, settings.allowed.at(-1)]).toEqual([200, '299']);
    expect(parseMachineSettings(settings)).toEqual(settings);
  });

  test('takes nothing that was kept for a yes where it is none', () => {
    for (const kept of [
      null,
      {},
      'enabled',
      { ...DEFAULT_MACHINE_SETTINGS, programs: 'yes' },
      { ...DEFAULT_MACHINE_SETTINGS, mostSeconds: 0 }
    ])
      expect(parseMachineSettings(kept)).toBeNull();
  });
});
