import { expect, test } from 'vitest';
import { bakeGenesis } from './bake-genesis.ts';

const spec = {
  name: 'Bittensor',
  id: 'bittensor',
  properties: null,
  genesis: { raw: { top: { '0xff': '0x01', '0x3a636f6465': '0x02' } } }
};

test('keys are in order, the code is replaced, time and sudo are there, the spec given stays as it was', () => {
  const baked = bakeGenesis(spec, '0x03');
  const keys = Object.keys(baked.genesis.raw!.top);
  expect(keys).toEqual([...keys].sort());
  expect(keys).toHaveLength(6);
  expect(baked.genesis.raw!.top['0x3a636f6465']).toBe('0x03');
  expect(baked.properties).toEqual({});
  expect(spec.genesis.raw.top['0x3a636f6465']).toBe('0x02');
});

test('a spec that is not raw is refused', () => {
  expect(() => bakeGenesis({ ...spec, genesis: {} })).toThrow('not a raw one');
});
