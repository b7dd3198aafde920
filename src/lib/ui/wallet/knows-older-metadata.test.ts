import { expect, test } from 'vitest';
import { knowsOlderMetadata } from './knows-older-metadata.ts';

test('metadata is offered to a wallet that does not know the chain, or knows an older runtime of it', () => {
  const [genesisHash, specVersion] = ['0x11', 425];
  const isOlder = (...known: Parameters<typeof knowsOlderMetadata>[0]) =>
    knowsOlderMetadata(known, { genesisHash, specVersion });
  expect(isOlder()).toBe(true);
  expect(isOlder({ genesisHash: '0x00', specVersion: 999 })).toBe(true);
  expect(isOlder({ genesisHash, specVersion: specVersion - 1 })).toBe(true);
  expect(isOlder({ genesisHash, specVersion })).toBe(false);
});
