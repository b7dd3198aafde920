// 0x402 ed25519 and 0x403 sr25519: verify(bytes32 message, bytes32 publicKey, bytes32 r, bytes32 s) returns (bool).
import { ed25519Verify, sr25519Verify } from '@polkadot/util-crypto';
import { u8aConcat } from '@polkadot/util';
import { word, type SolidityFunction } from './solidity-function.ts';

const VERIFY_GAS = 6000n;

export function verifyFunctions(scheme: 'ed25519' | 'sr25519'): SolidityFunction[] {
  const verify = scheme === 'ed25519' ? ed25519Verify : sr25519Verify;
  return [
    {
      signature: 'verify(bytes32,bytes32,bytes32,bytes32)',
      gas: VERIFY_GAS,
      run: (args) => word(isValid(() => verify(args.bytes(0), u8aConcat(args.bytes(2), args.bytes(3)), args.bytes(1))))
    }
  ];
}

/** Bytes that are no point or no scalar are no signature. */
function isValid(verify: () => boolean): boolean {
  try {
    return verify();
  } catch {
    return false;
  }
}
