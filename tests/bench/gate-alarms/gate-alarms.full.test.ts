// The gates on thousands of real rows: what the packages of this project carry.
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { decodeFingerprints } from '#lib/core/quality/fingerprints.ts';
import { referenceFromDisk } from '#lib/score/reference-from-disk.ts';
import { gatherRealRows } from './gather-real-rows.ts';
import { measureAlarms } from './measure-alarms.ts';

test('fewer than 0.5 % of real rows are false alarms of any gate, and 95 % of what is planted is found', async () => {
  const rows = gatherRealRows(fileURLToPath(new URL('../../../node_modules', import.meta.url)));
  expect(rows.length).toBeGreaterThanOrEqual(3000);
  const alarms = await measureAlarms(rows, decodeFingerprints(await referenceFromDisk('fingerprints.bin')));
  expect(alarms.filter(({ falseAlarms, rows: looked }) => falseAlarms >= 0.005 * looked)).toEqual([]);
  expect(alarms.filter(({ recall }) => recall !== null && recall < 0.95)).toEqual([]);
}, 600_000);
