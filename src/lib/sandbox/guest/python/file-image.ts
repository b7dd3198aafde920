// Files, folders and open streams as they were at one moment, to be put back between programs that share an interpreter. They are
// JavaScript objects outside of linear memory.
import type { FileNode, FileStream, FileSystem } from './emscripten.ts';

type Fields = Record<string, unknown>;

export class FileImage {
  readonly #fs: FileSystem;
  readonly #nodes: { node: FileNode; fields: Fields; names: [string, FileNode][] | null }[] = [];
  readonly #streams: ({ stream: FileStream; fields: Fields; shared: Fields } | null)[];
  readonly #ofSystem: Pick<FileSystem, 'nameTable' | 'currentPath' | 'nextInode'>;

  /** From now on what `fs` has is never written in place. */
  constructor(fs: FileSystem) {
    this.#fs = fs;
    this.#take(fs.root);
    const { nameTable, currentPath, nextInode } = fs;
    this.#ofSystem = { nameTable: nameTable.slice(), currentPath, nextInode };
    this.#streams = fs.streams.map(
      (stream) => stream && { stream, fields: { ...stream }, shared: { ...stream.shared } }
    );
    this.#copyOnWrite();
  }

  restore(): void {
    for (const { node, fields, names } of this.#nodes) {
      putBack(node, fields);
      if (names) node.contents = Object.fromEntries(names);
    }
    const { nameTable, ...others } = this.#ofSystem;
    Object.assign(this.#fs, others, { nameTable: nameTable.slice() });
    this.#fs.streams = this.#streams.map((known) => {
      if (!known) return null;
      putBack(known.stream, known.fields);
      putBack(known.stream.shared, known.shared);
      return known.stream;
    });
  }

  #take(node: FileNode): void {
    const isFolder = this.#fs.isDir(node.mode) && node.contents !== undefined;
    const names = isFolder ? Object.entries(node.contents as Record<string, FileNode>) : null;
    this.#nodes.push({ node, fields: { ...node }, names });
    for (const [, child] of names ?? []) this.#take(child);
    if (node.mounted) this.#take(node.mounted.root);
  }

  #copyOnWrite(): void {
    const fs = this.#fs;
    const { write } = fs;
    const kept = new Set(this.#nodes.map(({ node }) => node.contents));
    fs.write = (stream, ...rest) => {
      const { node } = stream;
      if (node && ArrayBuffer.isView(node.contents) && kept.has(node.contents))
        node.contents = (node.contents as Uint8Array).slice();
      return write.call(fs, stream, ...rest);
    };
  }
}

/** Own fields alone: what else these objects have is shared by all, and never written. */
function putBack(object: object, fields: Fields): void {
  for (const name of Object.keys(object)) if (!Object.hasOwn(fields, name)) Reflect.deleteProperty(object, name);
  Object.assign(object, fields);
}
