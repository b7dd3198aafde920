// Devices of a run: randomness from its seed, and one that moves its clock. Those that would keep what is written are removed.
import type { VirtualClock } from '../virtual-clock.ts';
import type { FileSystem } from './emscripten.ts';

const NEW_LINE = 10;
const MOST_DIGITS = 16;

/** @returns what forgets the digits of a sleep that was not written to its end. */
export function makeRunDevices(
  fs: FileSystem,
  clock: VirtualClock,
  fill: (view: Uint8Array) => Uint8Array
): () => void {
  // A terminal keeps an endless line.
  for (const name of ['tty', 'tty1', 'random', 'urandom']) fs.unlink(`/dev/${name}`);
  const byte = new Uint8Array(1);
  for (const name of ['random', 'urandom']) fs.createDevice('/dev', name, () => fill(byte)[0]!);
  let digits = '';
  // Microseconds to sleep, in digits, and a line feed.
  fs.createDevice('/dev', 'sleep', null, (written) => {
    if (written !== NEW_LINE) {
      if (digits.length < MOST_DIGITS) digits += String.fromCharCode(written);
      return;
    }
    clock.sleepUs(Number(digits) || 0);
    digits = '';
  });
  return () => void (digits = '');
}
