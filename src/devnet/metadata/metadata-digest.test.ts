// Outside vectors: digests that @polkadot-api/merkleize-metadata 1.3.0 made of metadata 15 with these types.
import { u8aToHex } from '@polkadot/util';
import { expect, test } from 'vitest';
import type { AnyCodec } from '../scale/codec.ts';
import { newtype, struct, tuple, variant, vec } from '../scale/composites.ts';
import { bool, bytes, compactBig, compactNumber, fixedBytes, text, u128, u16, u32, u8 } from '../scale/primitives.ts';
import { metadataDigest } from './metadata-digest.ts';
import { PortableRegistry } from './portable-registry.ts';

const address = newtype('sp_core::AccountId32', fixedBytes(32));
const signature = variant('sp_runtime::MultiSignature', {
  Sr25519: { index: 1, fields: { 0: fixedBytes(64) } },
  Ed25519: { index: 0, fields: { 0: fixedBytes(64) } }
});
const nothing = struct('made::Nothing', {});
const call = variant('made::RuntimeCall', {
  remark: { index: 9, fields: { remark: bytes, loud: bool } },
  pay: { index: 3, fields: { to: address, amount: compactBig(u128), note: vec(text) } },
  rest: {
    index: 5,
    fields: { 0: tuple(u8, u16, nothing), 1: struct('made::Kept', { a: nothing, b: u32 }), 2: tuple() }
  },
  none: { index: 0 }
});
const empty = struct('made::CheckNothing', {});
const nonce = struct('made::CheckNonce', { 0: compactNumber(u32) });
const all = { version: 4, address, call, signature } as { version: number } & Record<
  'address' | 'call' | 'signature',
  AnyCodec
>;
const extensions = [
  { identifier: 'CheckNothing', type: empty as AnyCodec, additionalSigned: u32 as AnyCodec },
  { identifier: 'CheckNonce', type: nonce as AnyCodec, additionalSigned: tuple() as AnyCodec }
];
const chain = { specVersion: 425, specName: 'made-up', ss58Prefix: 42, decimals: 9, tokenSymbol: 'TAO' };

function registered(): PortableRegistry {
  const registry = new PortableRegistry();
  for (const codec of [all.address, all.call, all.signature]) registry.idOf(codec);
  for (const { type, additionalSigned } of extensions)
    [type, additionalSigned].forEach((codec) => registry.idOf(codec));
  return registry;
}

test('the digest is the one that wallets make', () => {
  expect(u8aToHex(metadataDigest(registered(), { ...all, extensions }, chain))).toBe(
    '0xb4a6df2b239da8e424d3f85fcf54f2cb052c36533933a59aa4314fa8f6963a64'
  );
});

test('numbers follow the metadata, so a type that stands before the others changes it', () => {
  const registry = new PortableRegistry();
  registry.idOf(nonce as AnyCodec);
  for (const codec of [all.address, all.call, all.signature]) registry.idOf(codec);
  expect(u8aToHex(metadataDigest(registry, { ...all, extensions }, chain))).toBe(
    '0x79e0bf50cb85e431e138bfeeb4806e28c990473f2c7a4a565878efd7378757da'
  );
});

test('what a wallet shows beside the types is part of it', () => {
  const digest = (over: Partial<typeof chain>) =>
    u8aToHex(metadataDigest(registered(), { ...all, extensions }, { ...chain, ...over }));
  const digests = [
    digest({}),
    digest({ specVersion: 426 }),
    digest({ specName: 'other' }),
    digest({ ss58Prefix: 0 }),
    digest({ decimals: 12 }),
    digest({ tokenSymbol: 'ALPHA' })
  ];
  expect(new Set(digests).size).toBe(digests.length);
});
