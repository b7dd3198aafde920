// A precompile as a set of Solidity functions whose arguments and results are single 32-byte words.
import { EVMError, type ExecResult, type PrecompileInput } from '@ethereumjs/evm';
import { stringToU8a, u8aToHex } from '@polkadot/util';
import { keccak_256 } from '@noble/hashes/sha3.js';

/** Ends a precompile call: `revert` gives back the unused gas, `halt` takes it all (frontier's PrecompileFailure::Error). */
export class PrecompileFailure extends Error {
  readonly kind: 'revert' | 'halt';

  constructor(kind: 'revert' | 'halt', message: string) {
    super(message);
    this.kind = kind;
  }
}

export interface SolidityFunction {
  /** E.g. `getHotkey(uint16,uint16)`; argument types uintN, bytes32 or address. */
  signature: string;
  gas: bigint;
  /** Accepts value and changes state. */
  payable?: boolean;
  /** @returns the result word, or nothing. */
  run(args: {
    uint(index: number): bigint;
    bytes(index: number): Uint8Array;
  }): Uint8Array | void | Promise<Uint8Array | void>;
}

/** A 32-byte word of a number, a boolean or up to 32 bytes (bytes32). */
export function word(value: bigint | number | boolean): Uint8Array {
  const bytes = new Uint8Array(32);
  let rest = BigInt(value);
  for (let i = 31; rest > 0n; i--) {
    bytes[i] = Number(rest & 0xffn);
    rest >>= 8n;
  }
  return bytes;
}

/** The precompile that answers these functions and reverts on others. */
export function solidityPrecompile(functions: readonly SolidityFunction[], valueOf: () => bigint) {
  const bySelector = new Map(functions.map((declared) => [selectorOf(declared.signature), declared]));
  return async ({ data, gasLimit }: PrecompileInput): Promise<ExecResult> => {
    const declared = bySelector.get(u8aToHex(data.subarray(0, 4)));
    if (!declared) return failure(new PrecompileFailure('revert', 'unknown selector'), 0n, gasLimit);
    if (declared.gas > gasLimit) return outOfGas(gasLimit);
    try {
      if (!declared.payable && valueOf() > 0n) throw new PrecompileFailure('revert', 'function is not payable');
      const result = await declared.run(readArguments(declared.signature, data));
      return { executionGasUsed: declared.gas, returnValue: result ?? new Uint8Array() };
    } catch (error) {
      if (error instanceof PrecompileFailure) return failure(error, declared.gas, gasLimit);
      throw error;
    }
  };
}

const selectorOf = (signature: string): string => u8aToHex(keccak_256(stringToU8a(signature)).subarray(0, 4));

function readArguments(signature: string, data: Uint8Array) {
  const types = signature
    .slice(signature.indexOf('(') + 1, -1)
    .split(',')
    .filter(Boolean);
  if (data.length < 4 + types.length * 32) throw new PrecompileFailure('revert', 'input is too short');
  const wordAt = (index: number) => data.slice(4 + index * 32, 36 + index * 32);
  return {
    uint: (index: number) => {
      const value = BigInt(u8aToHex(wordAt(index)));
      const bits = Number(types[index]!.slice(4));
      if (value >> BigInt(bits) !== 0n) throw new PrecompileFailure('revert', `value is too large for ${types[index]}`);
      return value;
    },
    bytes: (index: number) => (types[index] === 'address' ? wordAt(index).slice(12) : wordAt(index))
  };
}

/** Solidity's `Error(string)`. */
function failure(error: PrecompileFailure, gasUsed: bigint, gasLimit: bigint): ExecResult {
  if (error.kind === 'halt')
    return {
      executionGasUsed: gasLimit,
      returnValue: new Uint8Array(),
      exceptionError: new EVMError(EVMError.errorMessages.INVALID_OPCODE)
    };
  return {
    executionGasUsed: gasUsed < gasLimit ? gasUsed : gasLimit,
    returnValue: encodeRevertReason(error.message),
    exceptionError: new EVMError(EVMError.errorMessages.REVERT)
  };
}

const outOfGas = (gasLimit: bigint): ExecResult => ({
  executionGasUsed: gasLimit,
  returnValue: new Uint8Array(),
  exceptionError: new EVMError(EVMError.errorMessages.OUT_OF_GAS)
});

function encodeRevertReason(reason: string): Uint8Array {
  const text = stringToU8a(reason);
  const padded = Math.ceil(text.length / 32) * 32;
  const encoded = new Uint8Array(68 + padded);
  encoded.set([0x08, 0xc3, 0x79, 0xa0]);
  encoded[35] = 32;
  encoded.set(word(text.length), 36);
  encoded.set(text, 68);
  return encoded;
}
