// Compiles contracts with the npm package solc; OpenZeppelin's sources come from node_modules.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import solc from 'solc';
import type { Abi, Hex } from 'viem';

const EVM_VERSION = 'prague';
/** Calls are many, deployments few; both parts stay below the 24 KiB a contract may have. */
const OPTIMIZER_RUNS = 200;
const require = createRequire(import.meta.url);

export interface StorageVariable {
  label: string;
  slot: string;
  offset: number;
  type: string;
}

export interface CompiledMarket {
  abi: Abi;
  /** Creation code. */
  initCode: Hex;
  /** Code on the chain. */
  codeBytes: number;
  /** Where each state variable stands; compiler-made ids are taken out of the types. */
  storage: StorageVariable[];
  settings: { compiler: string; evmVersion: string; optimizerRuns: number };
}

interface CompilerOutput {
  errors?: { severity: string; formattedMessage: string }[];
  sources: Record<string, { ast: SyntaxNode }>;
  contracts: Record<
    string,
    Record<
      string,
      {
        abi: Abi;
        evm: Record<'bytecode' | 'deployedBytecode', { object: string }>;
        storageLayout: { storage: StorageVariable[] };
      }
    >
  >;
}

/** A node of the compiler's syntax tree; which fields it has depends on its type. */
export interface SyntaxNode {
  id: number;
  nodeType: string;
  [field: string]: unknown;
}

/**
 * Throws with the compiler's messages when the source has errors or warnings.
 * @param file below contracts/, as `src/Market.sol`.
 * @param replaced texts that stand for the sources at these paths; warnings about them are no errors.
 */
export function compileMarket(
  file: string,
  contract: string,
  replaced: Readonly<Record<string, string>> = {}
): CompiledMarket {
  const output = runCompiler(
    file,
    { [file]: { [contract]: ['abi', 'evm.bytecode.object', 'evm.deployedBytecode.object', 'storageLayout'] } },
    replaced
  );
  const { abi, evm, storageLayout } = output.contracts[file]![contract]!;
  return {
    abi,
    initCode: `0x${evm.bytecode.object}`,
    codeBytes: evm.deployedBytecode.object.length / 2,
    storage: storageLayout.storage.map(withoutIds),
    settings: { compiler: solc.version(), evmVersion: EVM_VERSION, optimizerRuns: OPTIMIZER_RUNS }
  };
}

/** Where each state variable of a contract stands, without compiling it further. Throws as `compileMarket`. */
export function readStorage(file: string, contract: string): StorageVariable[] {
  const output = runCompiler(file, { [file]: { [contract]: ['storageLayout'] } });
  return output.contracts[file]![contract]!.storageLayout.storage.map(withoutIds);
}

/** Without the numbers that the compiler puts into the names of types. */
const withoutIds = ({ label, slot, offset, type }: StorageVariable): StorageVariable => ({
  label,
  slot,
  offset,
  type: type.replace(/\)\d+/g, ')')
});

/** The syntax trees of a source and of all it imports, without compiling them further. Throws as `compileMarket`. */
export function parseMarket(file: string): SyntaxNode[] {
  return Object.values(runCompiler(file, { '*': { '': ['ast'] } }).sources).map(({ ast }) => ast);
}

function runCompiler(
  file: string,
  outputSelection: Record<string, Record<string, string[]>>,
  replaced: Readonly<Record<string, string>> = {}
): CompilerOutput {
  const read = (path: string) => replaced[path] ?? readSource(path);
  const input = {
    language: 'Solidity',
    sources: { [file]: { content: read(file) } },
    settings: {
      evmVersion: EVM_VERSION,
      optimizer: { enabled: true, runs: OPTIMIZER_RUNS },
      viaIR: true,
      // The code must not depend on comments and paths.
      metadata: { bytecodeHash: 'none', appendCBOR: false },
      outputSelection
    }
  };
  const compile = solc.compile as (
    input: string,
    callbacks: { import: (path: string) => { contents: string } }
  ) => string;
  const imports = { import: (path: string) => ({ contents: read(path) }) };
  const output = JSON.parse(compile(JSON.stringify(input), imports)) as CompilerOutput;
  const isReplaced = Object.keys(replaced).length > 0;
  const errors = (output.errors ?? []).filter(({ severity }) => severity === 'error' || !isReplaced);
  if (errors.length > 0) throw new Error(errors.map((error) => error.formattedMessage).join('\n'));
  return output;
}

function readSource(path: string): string {
  if (path.startsWith('@openzeppelin/')) return readFileSync(require.resolve(path), 'utf8');
  return readFileSync(fileURLToPath(new URL(`../${path}`, import.meta.url)), 'utf8');
}
