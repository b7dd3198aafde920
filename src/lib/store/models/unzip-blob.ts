// One file out of a zip archive of unknown origin that lies on disk, unpacked as it is read: neither the archive nor the file is
// held in memory.
import { chunksOf } from './chunks-of.ts';
import { unreadableArchive } from './unreadable-archive.ts';
import { contentAt, DEFLATED, LOCAL_HEADER_BYTES, STORED, zipEntries, type ZipEntry } from './zip-entries.ts';

/** A wheel's central directory and its end have some hundred bytes a file. */
const TAIL_BYTES = 1_048_576;

/**
 * The first file that `wanted` takes, by name and size, as a stream of exactly its stated size; null for none.
 * Throws AppError `model/unreadable-archive`, the stream as well.
 */
export async function unzipBlob(
  archive: Blob,
  wanted: (name: string, bytes: number) => boolean
): Promise<{ bytes: number; content: AsyncIterable<Uint8Array> } | null> {
  try {
    const tailAt = Math.max(0, archive.size - TAIL_BYTES);
    const tail = await bytesOf(archive.slice(tailAt));
    const entry = zipEntries(tail, tailAt).find(({ name, bytes }) => wanted(name, bytes));
    if (entry === undefined) return null;
    const { localAt, packedBytes, bytes, method } = entry;
    const from = contentAt(entry, await bytesOf(archive.slice(localAt, localAt + LOCAL_HEADER_BYTES)));
    if (from + packedBytes > archive.size) throw new Error('a file beyond the archive');
    if (method !== DEFLATED && (method !== STORED || packedBytes !== bytes)) throw new Error(`method ${method}`);
    return { bytes, content: unpack(archive.slice(from, from + packedBytes), entry) };
  } catch (cause) {
    throw unreadableArchive(cause);
  }
}

async function* unpack(packed: Blob, { method, bytes }: ZipEntry): AsyncGenerator<Uint8Array> {
  const stream: ReadableStream<Uint8Array> =
    method === STORED
      ? packed.stream()
      : packed.stream().pipeThrough(new DecompressionStream('deflate-raw') as TransformStream<Uint8Array, Uint8Array>);
  let done = 0;
  try {
    for await (const chunk of chunksOf(stream)) {
      done += chunk.length;
      if (done > bytes) throw new Error('more than the archive states');
      yield chunk;
    }
    if (done < bytes) throw new Error('less than the archive states');
  } catch (cause) {
    throw unreadableArchive(cause);
  }
}

const bytesOf = async (blob: Blob): Promise<Uint8Array> => new Uint8Array(await blob.arrayBuffer());
