// Sets what a guest's own scripts see of clock and randomness: what they hand on to a program follows from the seed.
import { SANDBOX_EPOCH_MS, type VirtualClock } from './virtual-clock.ts';

/** Before any script of an interpreter looks at them. */
export function fixHostGlobals(clock: VirtualClock, fill: <View extends ArrayBufferView>(view: View) => View): void {
  Date.now = () => clock.nowMs;
  performance.now = () => clock.nowMs - SANDBOX_EPOCH_MS;
  Math.random = () => fill(new Uint32Array(1))[0]! / 2 ** 32;
  crypto.getRandomValues = ((view: ArrayBufferView) => fill(view)) as typeof crypto.getRandomValues;
  // Not every engine can switch stacks, and the interpreter takes another way where it can.
  delete (WebAssembly as { Suspending?: unknown }).Suspending;
  delete (WebAssembly as { promising?: unknown }).promising;
  // Folders are plain objects, in which a file may have this name.
  delete (Object.prototype as { __proto__?: unknown }).__proto__;
}
