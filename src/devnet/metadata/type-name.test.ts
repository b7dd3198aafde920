import { expect, test } from 'vitest';
import { netUid } from '../frame/runtime-types.ts';
import { option, tuple, vec } from '../scale/composites.ts';
import { bytes, compactBig, fixedBytes, text, u16, u64 } from '../scale/primitives.ts';
import { typeName } from './type-name.ts';

test('a type is named as in source', () => {
  const names = [
    u16,
    text,
    bytes,
    netUid,
    vec(netUid),
    compactBig(u64),
    fixedBytes(32),
    tuple(u16, netUid),
    option(u16)
  ];
  expect(names.map((codec) => typeName(codec.shape))).toEqual([
    'u16',
    'String',
    'Vec<u8>',
    'NetUid',
    'Vec<NetUid>',
    'Compact<u64>',
    '[u8; 32]',
    '(u16, NetUid)',
    'Option<u16>'
  ]);
});
