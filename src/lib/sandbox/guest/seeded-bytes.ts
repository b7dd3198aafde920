// The one source of randomness of a run: xoshiro128** (Blackman and Vigna 2018), its state filled by splitmix32 from the seed.
// The same bytes on every engine; not for secrets.

const rotate = (value: number, by: number): number => (value << by) | (value >>> (32 - by));

/** Gives each next of an endless row of uint32 that follows from `seed`. */
export function seededUint32(seed: number): () => number {
  const state = splitmix32(seed);
  return () => {
    const result = Math.imul(rotate(Math.imul(state[1]!, 5), 7), 9) >>> 0;
    const shifted = state[1]! << 9;
    state[2]! ^= state[0]!;
    state[3]! ^= state[1]!;
    state[1]! ^= state[2]!;
    state[0]! ^= state[3]!;
    state[2]! ^= shifted;
    state[3] = rotate(state[3]!, 11);
    return result;
  };
}

/** Fills each view it is given with the next bytes. */
export function seededBytes(seed: number): <View extends ArrayBufferView>(view: View) => View {
  const next = seededUint32(seed);
  return (view) => {
    const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
    for (let at = 0; at < bytes.length; at += 4) {
      const word = next();
      for (let byte = 0; byte < 4 && at + byte < bytes.length; byte++) bytes[at + byte] = word >>> (8 * byte);
    }
    return view;
  };
}

function splitmix32(seed: number): Int32Array {
  let state = seed | 0;
  return Int32Array.from({ length: 4 }, () => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return mixed ^ (mixed >>> 15);
  });
}
