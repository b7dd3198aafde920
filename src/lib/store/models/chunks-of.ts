// A stream's chunks one after another, for browsers whose streams cannot be iterated. Who stops early ends the stream.

export async function* chunksOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader() as ReadableStreamDefaultReader<Uint8Array>;
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
  } finally {
    // A failed stream fails here once more.
    await reader.cancel().catch(() => undefined);
  }
}
