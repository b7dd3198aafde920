// The bytes of files that a piece of work brings with it.

/** Of every byte array in the value, however deep. */
export function bytesIn(value: unknown): number {
  if (value instanceof Uint8Array) return value.length;
  if (typeof value !== 'object' || value === null) return 0;
  return Object.values(value).reduce((sum: number, item) => sum + bytesIn(item), 0);
}

/** The value with copies of its byte arrays, to be moved to a thread: a plain message would hold them once more on the way. */
export function withOwnBytes<T>(value: T): { copy: T; buffers: ArrayBuffer[] } {
  const buffers: ArrayBuffer[] = [];
  const own = (part: unknown): unknown => {
    if (part instanceof Uint8Array) {
      const bytes = Uint8Array.from(part);
      buffers.push(bytes.buffer);
      return bytes;
    }
    if (Array.isArray(part)) return part.map(own);
    if (typeof part !== 'object' || part === null) return part;
    return Object.fromEntries(Object.entries(part).map(([name, item]) => [name, own(item)]));
  };
  return { copy: own(value) as T, buffers };
}
