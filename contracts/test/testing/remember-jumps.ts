// @ethereumjs/evm analyses a contract's jumps anew for every call, a quarter of a test's time; here once for each code.
// The interpreter's class is not exported: an opcode that Ethereum does not use hands it out.
import type { EVMOpts, EVM } from '@ethereumjs/evm';

interface InterpreterClass {
  _getValidJumpDestinations(code: Uint8Array): object;
}

const UNUSED_OPCODE = 0x0c;
let patched = false;

/** An option for `createEVM` that must go with `rememberJumps`. */
export const jumpOpcode: NonNullable<EVMOpts['customOpcodes']> = [
  {
    opcode: UNUSED_OPCODE,
    opcodeName: 'REMEMBER_JUMPS',
    baseFee: 1,
    logicFunction: ({ interpreter }) => {
      const prototype = Object.getPrototypeOf(interpreter) as InterpreterClass;
      const analyse = prototype._getValidJumpDestinations;
      const known = new WeakMap<Uint8Array, object>();
      prototype._getValidJumpDestinations = function (code) {
        const result = known.get(code) ?? analyse.call(this, code);
        known.set(code, result);
        return result;
      };
    }
  }
];

/** For all EVMs of this process; the result of no call changes. */
export async function rememberJumps(evm: EVM): Promise<void> {
  if (patched) return;
  patched = true;
  await evm.runCode({ code: Uint8Array.of(UNUSED_OPCODE), gasLimit: 10n });
}
