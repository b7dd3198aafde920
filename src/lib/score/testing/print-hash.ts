// Scores the toy, or the short run of the real model, on WebAssembly in a process of its own and prints the parameters'
// hash: node print-hash.ts toy|short THREADS
import { createNodeWasmRuntime } from '../node-wasm-runtime.ts';
import { referenceFromDisk } from '../reference-from-disk.ts';
import { readReferenceModel } from '../reference-manifest.ts';
import { scoreDataset } from '../../core/lift/score-dataset.ts';
import { SHORT_PROTOCOL, TOY_PROTOCOL, toyInput, toyReference } from './toy.ts';

const [what, threads] = process.argv.slice(2);
const outcome = await scoreDataset(toyInput(), {
  runtime: await createNodeWasmRuntime({ threads: Number(threads) }),
  reference: what === 'toy' ? toyReference() : await readReferenceModel(referenceFromDisk),
  protocol: what === 'toy' ? TOY_PROTOCOL : SHORT_PROTOCOL,
  now: () => performance.now()
});
console.log('cancelled' in outcome ? 'cancelled' : outcome.evidence.measurement?.parametersHash);
process.exit(0);
