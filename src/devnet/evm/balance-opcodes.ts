// BALANCE and SELFBALANCE as pallet_evm answers them (`account_basic`): without the existential deposit, which a call can
// still send along. Seen on spec 300; docs/conformance.md has the step.
import type { EVMOpts } from '@ethereumjs/evm';
import { createAddressFromBigInt } from '@ethereumjs/util';
import { visibleRao, WEI_PER_RAO } from './mirror-account.ts';

const ADDRESS_BITS = 160;
const SELFBALANCE_GAS = 5;
/** EIP-2929. */
const COLD_ACCESS_GAS = 2600n;
const WARM_ACCESS_GAS = 100n;

const addressOn = (word: bigint) => createAddressFromBigInt(BigInt.asUintN(ADDRESS_BITS, word));

/** What the EVM sees of a balance in wei that is whole rao. */
export const visibleWei = (balance: bigint): bigint => visibleRao(balance / WEI_PER_RAO) * WEI_PER_RAO;

export const balanceOpcodes: NonNullable<EVMOpts['customOpcodes']> = [
  {
    opcode: 0x31,
    opcodeName: 'BALANCE',
    baseFee: 0,
    gasFunction: ({ stack, interpreter }, gas) => {
      const { bytes } = addressOn(stack.peek()[0]!);
      const isWarm = interpreter.journal.isWarmedAddress(bytes);
      if (!isWarm) interpreter.journal.addWarmedAddress(bytes);
      return gas + (isWarm ? WARM_ACCESS_GAS : COLD_ACCESS_GAS);
    },
    logicFunction: async ({ stack, interpreter }) => {
      stack.push(visibleWei(await interpreter.getExternalBalance(addressOn(stack.pop()))));
    }
  },
  {
    opcode: 0x47,
    opcodeName: 'SELFBALANCE',
    baseFee: SELFBALANCE_GAS,
    logicFunction: ({ stack, interpreter }) => stack.push(visibleWei(interpreter.getSelfBalance()))
  }
];
