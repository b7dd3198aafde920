// Makes a raw chain spec a genesis that chopsticks can start from: keys in order, a time, a sudo key of ours, and another
// code where one is given. Balances follow over the running chain, whose metadata knows their layout.
import { u8aConcat, u8aToHex } from '@polkadot/util';
import { xxhashAsU8a } from '@polkadot/util-crypto';
import { DEVELOPMENT_ACCOUNTS } from '#lib/core/accounts/development-accounts.ts';

export interface RawSpec {
  name: string;
  id: string;
  properties?: Record<string, unknown> | null;
  genesis: { raw?: { top: Record<string, string> } };
}

/** 2025-01-01 in milliseconds: any time will do, blocks count on from it. */
const GENESIS_MS = 1_735_689_600_000n;
const ALICE = DEVELOPMENT_ACCOUNTS[0]!.publicKey;
const CODE_KEY = '0x3a636f6465';

const itemKey = (pallet: string, item: string) => u8aToHex(u8aConcat(xxhashAsU8a(pallet, 128), xxhashAsU8a(item, 128)));

const u64Hex = (value: bigint) => u8aToHex(new Uint8Array(new BigUint64Array([value]).buffer));

/**
 * @param code the runtime to run instead of the spec's, hex
 * @throws Error where the spec is not raw.
 */
export function bakeGenesis(spec: RawSpec, code?: string): RawSpec {
  const given = spec.genesis.raw?.top;
  if (!given) throw new Error('The chain spec is not a raw one: it has no genesis.raw.top.');
  const top: Record<string, string> = {
    ...given,
    [itemKey('Timestamp', 'Now')]: u64Hex(GENESIS_MS),
    [itemKey('Sudo', 'Key')]: ALICE,
    // A runtime that goes from Aura to Babe does so in its first block, unless there are Babe authorities.
    [itemKey('Babe', 'Authorities')]: `0x04${ALICE.slice(2)}0100000000000000`,
    // Its first Babe epoch never ends: a change of validators would take the whole block.
    [itemKey('Babe', 'GenesisSlot')]: u64Hex(1n << 50n),
    ...(code ? { [CODE_KEY]: code } : {})
  };
  const sorted = Object.fromEntries(
    Object.keys(top)
      .sort()
      .map((key) => [key, top[key]!])
  );
  return { ...spec, properties: spec.properties ?? {}, genesis: { raw: { top: sorted } } };
}
