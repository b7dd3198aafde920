import { expect, test } from 'vitest';
import type { RequestSpec } from '../../core/request/request-spec.ts';
import { FACES, kindOf, labelOf, loadFace } from './faces.ts';

test.each(['constructor', 'tea-leaves'])('a request that names %s has that for its kind', async (mechanism) => {
  const spec = { mechanism } as unknown as RequestSpec;
  expect([kindOf(spec), labelOf(mechanism)]).toEqual([mechanism, mechanism]);
  await expect(loadFace(mechanism)).rejects.toMatchObject({ code: 'mechanism/unknown' });
});

test.each(Object.keys(FACES))('%s has a kind whatever a stranger wrote into its body', (mechanism) => {
  for (const body of [{}, { kind: 'constructor' }, { kind: 7 }, { rows: null }])
    expect(typeof kindOf({ mechanism, ...body } as unknown as RequestSpec)).toBe('string');
});
