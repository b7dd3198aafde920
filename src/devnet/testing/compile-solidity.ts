// Compiles a small Solidity source for tests.
import solc from 'solc';

export interface CompiledSolidity {
  abi: never;
  bytecode: `0x${string}`;
}

/** @param contract name of the contract in `source`. */
export function compileSolidity(source: string, contract: string): CompiledSolidity {
  const input = {
    language: 'Solidity',
    sources: { 'test.sol': { content: `// SPDX-License-Identifier: MIT\npragma solidity ^0.8.28;\n${source}` } },
    settings: {
      evmVersion: 'prague',
      optimizer: { enabled: true, runs: 200 },
      outputSelection: { '*': { '*': ['abi', 'evm.bytecode.object'] } }
    }
  };
  const output = JSON.parse(solc.compile(JSON.stringify(input))) as {
    errors?: { severity: string; formattedMessage: string }[];
    contracts: Record<string, Record<string, { abi: never; evm: { bytecode: { object: string } } }>>;
  };
  const errors = output.errors?.filter(({ severity }) => severity === 'error') ?? [];
  if (errors.length > 0) throw new Error(errors.map(({ formattedMessage }) => formattedMessage).join('\n'));
  const compiled = output.contracts['test.sol']![contract]!;
  return { abi: compiled.abi, bytecode: `0x${compiled.evm.bytecode.object}` };
}
