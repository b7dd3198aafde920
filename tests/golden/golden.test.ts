// Old documents must stay readable and old scores recomputable: what fixed inputs gave once, they give for ever.
// A deliberate change of a format or of the measure is a new name there (`assay/report/2`, `assay-lift/3`) beside the old value here.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { goldenValues } from './golden-values.ts';

const recorded = JSON.parse(readFileSync(new URL('./golden-values.json', import.meta.url), 'utf8'));

test('documents, ids, seeds, seals and trained bits are those recorded', async () => {
  expect(await goldenValues()).toEqual(recorded);
}, 120_000);
