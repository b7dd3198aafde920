// The EVM address of an sr25519 key, which is how a contract knows an account that calls through `evm.call`.
// Source: subtensor runtime, `EnsureAddressTruncated`.

/** msg.sender of a key's contract calls: the first 20 bytes of its public key. */
export function evmAddressOf(publicKey: `0x${string}`): `0x${string}` {
  return publicKey.slice(0, 42).toLowerCase() as `0x${string}`;
}
