// Puts a pause into every loop of EVM code: a program that runs long jumps, or calls. Each jump asks whether others are due.
import type { EVM } from '@ethereumjs/evm';
import type { WorkSlice } from '../work/work-slice.ts';

type OpcodeMap = EVM['_opcodeMap'];
type OpcodeEntry = OpcodeMap[number];
type RunState = Parameters<OpcodeEntry['opHandler']>[0];

/** JUMP, JUMPI, CREATE, CALL, CALLCODE, DELEGATECALL, CREATE2, STATICCALL. */
const OPCODES = [0x56, 0x57, 0xf0, 0xf1, 0xf2, 0xf4, 0xf5, 0xfa];
/** Asking for the time at every jump would cost more than the jump. */
const JUMPS_PER_LOOK = 256;

/** @param current the work that runs now. */
export function sliceJumps(opcodes: OpcodeMap, current: () => WorkSlice): void {
  let jumps = 0;
  for (const opcode of OPCODES) {
    const entry = opcodes[opcode]!;
    const handler = entry.opHandler as (state: RunState, common: unknown) => Promise<void> | void;
    const isCall = opcode >= 0xf0;
    opcodes[opcode] = {
      ...entry,
      // Only what is marked so is waited for.
      opcodeInfo: { ...entry.opcodeInfo, isAsync: true },
      opHandler: ((state: RunState, common: unknown) => {
        const pause = isCall || ++jumps % JUMPS_PER_LOOK === 0 ? current().step() : undefined;
        return pause ? pause.then(() => handler(state, common)) : handler(state, common);
      }) as OpcodeEntry['opHandler']
    };
  }
}
