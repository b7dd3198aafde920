// Compiles DatasetMarket.sol with the npm package solc; the result is what contracts/artifacts/ holds.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import solc from 'solc';

export interface CompiledContract {
  abi: unknown[];
  /** Creation code, 0x-prefixed hex. */
  initCode: string;
  /** Language, optimiser and EVM version: what a verifier needs to get the same bytes. */
  settings: { compiler: string; evmVersion: string; optimizerRuns: number };
}

const EVM_VERSION = 'prague';
const OPTIMIZER_RUNS = 200;
const readSource = (path: string) => readFileSync(fileURLToPath(new URL(path, import.meta.url)), 'utf8');

/** Compiles the market contract. Throws with the compiler's messages when the source has errors or warnings. */
export function compileDatasetMarket(): CompiledContract {
  const input = {
    language: 'Solidity',
    sources: { 'DatasetMarket.sol': { content: readSource('DatasetMarket.sol') } },
    settings: {
      evmVersion: EVM_VERSION,
      optimizer: { enabled: true, runs: OPTIMIZER_RUNS },
      viaIR: true,
      metadata: { bytecodeHash: 'none' },
      outputSelection: { 'DatasetMarket.sol': { DatasetMarket: ['abi', 'evm.bytecode.object'] } }
    }
  };
  const output = JSON.parse(
    solc.compile(JSON.stringify(input), { import: (path: string) => ({ contents: readSource(path) }) })
  ) as {
    errors?: { formattedMessage: string }[];
    contracts: Record<string, Record<string, { abi: unknown[]; evm: { bytecode: { object: string } } }>>;
  };
  if (output.errors?.length) throw new Error(output.errors.map((error) => error.formattedMessage).join('\n'));
  const contract = output.contracts['DatasetMarket.sol']!.DatasetMarket!;
  return {
    abi: contract.abi,
    initCode: `0x${contract.evm.bytecode.object}`,
    settings: { compiler: solc.version(), evmVersion: EVM_VERSION, optimizerRuns: OPTIMIZER_RUNS }
  };
}
