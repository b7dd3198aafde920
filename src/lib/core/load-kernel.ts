// Makes a WebAssembly kernel of wasm/ ready to call, from bytes that travel with the code.

/** The kernel's exports, or null where the engine has no WebAssembly with SIMD: its TypeScript twin gives the same numbers. */
export function loadKernel<Exports>(base64: string): (Exports & { memory: WebAssembly.Memory }) | null {
  if (typeof WebAssembly === 'undefined') return null;
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  if (!WebAssembly.validate(bytes)) return null;
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes));
  return exports as unknown as Exports & { memory: WebAssembly.Memory };
}
