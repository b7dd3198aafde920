// Runs the tiny Llama, or trains its adapters, on WebAssembly in a process of its own and prints the hash of its losses, or of the
// adapters: node print-llama-hash.ts llama|lora THREADS
import { createNodeWasmRuntime } from '../node-wasm-runtime.ts';
import { hashOfLosses, llamaLosses } from './llama-losses.ts';
import { loraTraining } from './lora-training.ts';

const [what, threads] = process.argv.slice(2);
const runtime = await createNodeWasmRuntime({ threads: Number(threads) });
console.log(what === 'lora' ? (await loraTraining(runtime)).parametersHash : hashOfLosses(await llamaLosses(runtime)));
process.exit(0);
