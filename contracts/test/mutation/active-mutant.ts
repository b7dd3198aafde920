// Which mutant is alive in the EVM of the tests. A mutant asks by reading call data far beyond its end, which is 0 on any
// chain: outside of these tests the code with mutants does what the code without does.
import type { EVMOpts } from '@ethereumjs/evm';
import { bytesToHex } from '@ethereumjs/util';

export const FIRST_MUTANT_OFFSET = 2 ** 40;
const CALLDATALOAD = 0x35;

export const activeMutant = {
  /** 0 for none. */
  id: 0,
  /** Every mutant that was asked for. */
  reached: new Set<number>()
};

export const mutantOpcode: NonNullable<EVMOpts['customOpcodes']> = [
  {
    opcode: CALLDATALOAD,
    opcodeName: 'CALLDATALOAD',
    baseFee: 3,
    logicFunction: ({ stack, interpreter }) => {
      const offset = stack.pop();
      const id = offset >= BigInt(FIRST_MUTANT_OFFSET) && offset < 2n ** 41n ? Number(offset) - FIRST_MUTANT_OFFSET : 0;
      if (id > 0) {
        activeMutant.reached.add(id);
        stack.push(id === activeMutant.id ? 1n : 0n);
        return;
      }
      if (offset >= interpreter.getCallDataSize()) {
        stack.push(0n);
        return;
      }
      const loaded = interpreter.getCallData().subarray(Number(offset), Number(offset) + 32);
      stack.push(BigInt(bytesToHex(loaded).padEnd(66, '0')));
    }
  }
];
