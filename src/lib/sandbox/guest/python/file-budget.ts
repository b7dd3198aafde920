// Files lie in JavaScript arrays outside of the interpreter's memory, so they have a budget of their own: bytes ever added, and
// files and folders ever made. Past it the device is full (ENOSPC), as a program may see on any machine.
import type { ProgramLimits } from '../../../core/program/program-limits.ts';
import type { FileSystem } from './emscripten.ts';

const ENOSPC = 51;
const APPEND = 1024;
/** What a node takes beside its contents. */
const NODE_BYTES = 512;

export class FileBudget {
  bytes = 0;
  count = 0;
  readonly #limits: Pick<ProgramLimits, 'fileBytes' | 'fileCount'>;
  readonly #full: () => Error;

  /** Everything that `fs` is asked to store from now on is counted. */
  constructor(fs: FileSystem, limits: Pick<ProgramLimits, 'fileBytes' | 'fileCount'>) {
    this.#limits = limits;
    this.#full = () => new fs.ErrnoError(ENOSPC);
    const { MEMFS } = fs.filesystems;
    const { createNode, write } = fs;
    const { resizeFileStorage } = MEMFS;
    fs.write = (stream, buffer, offset, length, position, canOwn) => {
      const used = stream.node?.usedBytes;
      if (used !== undefined) {
        const from = stream.flags & APPEND ? used : (position ?? stream.position);
        this.#add(from + length - used);
      }
      return write.call(fs, stream, buffer, offset, length, position, canOwn);
    };
    MEMFS.resizeFileStorage = (node, size) => {
      this.#add(size - (node.usedBytes ?? 0));
      resizeFileStorage.call(MEMFS, node, size);
    };
    fs.createNode = (parent, name, mode, device) => {
      if (this.count >= this.#limits.fileCount) throw this.#full();
      this.#add(NODE_BYTES + 2 * String(name).length);
      this.count++;
      return createNode.call(fs, parent, name, mode, device);
    };
  }

  /** As if nothing had been stored yet. */
  restart(): void {
    this.bytes = 0;
    this.count = 0;
  }

  /** What does not fit is not counted either: what is smaller may still fit. */
  #add(bytes: number): void {
    const total = this.bytes + Math.max(0, bytes);
    if (total > this.#limits.fileBytes) throw this.#full();
    this.bytes = total;
  }
}
