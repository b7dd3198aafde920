// `npm run fuzz:contract [-- --sequences N --seed N]`: random sequences of calls against the market, 100,000 by default.
import { parseArgs } from 'node:util';
import { runSequences } from './testing/sequences/run-sequences.ts';

const { values } = parseArgs({
  options: { sequences: { type: 'string', default: '100000' }, seed: { type: 'string' } }
});
const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 31));
const begun = process.cpuUsage();
let shown = 0;
console.log(`seed ${seed}`);
const report = await runSequences(seed, Number(values.sequences), {
  compareEvery: 40,
  onProgress: ({ sequences, calls }) => {
    if (sequences < shown) return;
    shown += 5000;
    console.log(`${sequences} sequences, ${calls} calls`);
  }
});
const { user, system } = process.cpuUsage(begun);
console.log(report, `${((user + system) / 1e6).toFixed(0)} s of one core`);
