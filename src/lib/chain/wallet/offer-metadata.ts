// What a wallet extension needs to show and sign this chain's transactions: `injected.metadata.provide` of
// @polkadot/extension-inject. A Ledger's metadata hash (CheckMetadataHash) is made from `rawMetadata`.
import type { MetadataDef } from '@polkadot/extension-inject/types';
import { base64Encode } from '@polkadot/util-crypto';
import type { ChainConnection } from '../connection/connect-chain.ts';

/** The metadata version that RFC 78 takes the hash of. */
const HASHED_METADATA_VERSION = 15;

/** Reads the definition from the chain; `rawMetadata` where its runtime has version 15. */
export async function readWalletMetadata(connection: ChainConnection): Promise<MetadataDef> {
  const { api, chainName, genesisHash, specVersion } = connection;
  const rawMetadata = await readRawMetadata(connection);
  return {
    chain: chainName,
    genesisHash,
    icon: 'substrate',
    ss58Format: 42,
    chainType: 'substrate',
    specVersion,
    tokenDecimals: 9,
    tokenSymbol: 'TAO',
    types: {},
    metaCalls: base64Encode(api.runtimeMetadata.asCallsOnly.toU8a()),
    ...(rawMetadata ? { rawMetadata } : {})
  };
}

interface OpaqueMetadata {
  isSome: boolean;
  unwrap(): { toHex(): `0x${string}` };
}

async function readRawMetadata({ api }: ChainConnection): Promise<`0x${string}` | null> {
  const atVersion = api.call.metadata?.metadataAtVersion;
  if (!atVersion) return null;
  const found = (await atVersion(HASHED_METADATA_VERSION)) as unknown as OpaqueMetadata;
  return found.isSome ? found.unwrap().toHex() : null;
}
