import { expect, test } from 'vitest';
import { canonicalJson } from '../../core/encoding/canonical-json.ts';
import { AppError } from '../../core/error/app-error.ts';
import { HARNESS_REQUEST } from '../../core/harness/testing/harness-request.ts';
import { DEFAULT_MACHINE_SETTINGS } from '../../core/validator/machine-settings.ts';
import type { MarketEdges } from '../../ports/market-edges.ts';
import { mechanisms } from '../../score/mechanisms.ts';
import { someRequest } from '../testing/some-request.ts';
import { machineOfRequest } from './machine-of-request.ts';

const edgesOf = (read: () => Uint8Array) =>
  ({
    chain: { identity: () => ({ genesisHash: '0xab', marketAddress: '0xcd' }) },
    content: { readFile: async () => read() },
    mechanisms
  }) as unknown as MarketEdges;
const harness = edgesOf(() => canonicalJson(HARNESS_REQUEST));
const gone = edgesOf(() => {
  throw new AppError('store/unanswered', 'Nobody gives it.');
});

test('a request for programs is held against the settings', async () => {
  const bounded = { ...DEFAULT_MACHINE_SETTINGS, mostSeconds: 29 };
  expect(await machineOfRequest(someRequest(), DEFAULT_MACHINE_SETTINGS, harness)).toBeNull();
  expect(await machineOfRequest(someRequest(), bounded, harness)).toMatchObject({ setting: 'mostSeconds' });
});

test('what cannot be read is not scored where anything is bounded', async () => {
  const disabled = { ...DEFAULT_MACHINE_SETTINGS, programs: 'disabled' as const };
  expect(await machineOfRequest(someRequest(), disabled, gone)).toMatchObject({ setting: 'programs', canAllow: false });
  expect(await machineOfRequest(someRequest(), DEFAULT_MACHINE_SETTINGS, gone)).toBeNull();
});

test('a machine without bounds reads no document for it', async () => {
  let reads = 0;
  const counted = edgesOf(() => (reads++, canonicalJson(HARNESS_REQUEST)));
  await machineOfRequest(someRequest(), DEFAULT_MACHINE_SETTINGS, counted);
  expect(reads).toBe(0);
});
