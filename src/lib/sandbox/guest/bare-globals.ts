// Deletes from a worker's global object, and from its prototypes, all that an interpreter does not need: what stays in reach
// should a program find a way past the import gate.

const NEEDED = new Set(
  `Object Function Array Number Boolean String Symbol Date Promise RegExp JSON Math Intl Map Set WeakMap WeakSet WeakRef
  FinalizationRegistry Proxy Reflect BigInt ArrayBuffer DataView Atomics Iterator
  Error AggregateError EvalError RangeError ReferenceError SuppressedError SyntaxError TypeError URIError
  Int8Array Uint8Array Uint8ClampedArray Int16Array Uint16Array Int32Array Uint32Array BigInt64Array BigUint64Array
  Float16Array Float32Array Float64Array
  WebAssembly parseInt parseFloat isNaN isFinite decodeURI decodeURIComponent encodeURI encodeURIComponent
  globalThis self constructor undefined NaN Infinity TextDecoder TextEncoder URL console performance crypto
  setTimeout clearTimeout queueMicrotask location WorkerGlobalScope`.split(/\s+/)
);

export function bareGlobals(): void {
  for (
    let scope: object | null = globalThis;
    scope && scope !== Object.prototype;
    scope = Object.getPrototypeOf(scope) as object | null
  )
    for (const name of Object.getOwnPropertyNames(scope)) if (!NEEDED.has(name)) Reflect.deleteProperty(scope, name);
}
