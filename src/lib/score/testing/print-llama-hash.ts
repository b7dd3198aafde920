// Runs the tiny Llama on WebAssembly in a process of its own and prints its losses' hash: node print-llama-hash.ts THREADS
import { createNodeWasmRuntime } from '../node-wasm-runtime.ts';
import { hashOfLosses, llamaLosses } from './llama-losses.ts';

console.log(hashOfLosses(await llamaLosses(await createNodeWasmRuntime({ threads: Number(process.argv[2]) }))));
process.exit(0);
