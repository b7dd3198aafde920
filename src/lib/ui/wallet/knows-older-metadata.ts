// Whether a wallet's metadata of a chain is behind the chain: it would show a transaction as bytes.

/** Whether the wallet does not know this chain, or only an older runtime of it. */
export function knowsOlderMetadata(
  known: readonly { genesisHash: string; specVersion: number }[],
  { genesisHash, specVersion }: { genesisHash: string; specVersion: number }
): boolean {
  return !known.some((chain) => chain.genesisHash === genesisHash && chain.specVersion >= specVersion);
}
