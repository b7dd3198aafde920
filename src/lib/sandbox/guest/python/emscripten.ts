// The parts of an Emscripten module, as Pyodide 314 has them, that the sandbox reads or replaces.

export interface FileNode {
  mode: number;
  usedBytes?: number;
  contents?: unknown;
}

export interface FileStream {
  node?: FileNode;
  flags: number;
  position: number;
}

export interface FileSystem {
  ErrnoError: new (errno: number) => Error;
  filesystems: { MEMFS: { resizeFileStorage(node: FileNode, size: number): void } };
  createNode(parent: FileNode | null, name: string, mode: number, device: number): FileNode;
  write(
    stream: FileStream,
    buffer: Uint8Array,
    offset: number,
    length: number,
    position?: number,
    canOwn?: boolean
  ): number;
  createDevice(parent: string, name: string, input: (() => number) | null, output?: (byte: number) => void): unknown;
  isFile(mode: number): boolean;
  lookupPath(path: string, options: { follow: boolean }): { node: FileNode };
  mkdirTree(path: string): void;
  writeFile(path: string, bytes: Uint8Array): void;
  unlink(path: string): void;
  chdir(path: string): void;
}

export interface PythonExports {
  memory: WebAssembly.Memory;
  PyThreadState_Get(): number;
  PyUnstable_ThreadState_SetStackProtection(thread: number, start: number, size: number): number;
  emscripten_stack_get_current(): number;
}

export interface PythonModule {
  FS: FileSystem;
  ENV: Record<string, string>;
  stringToNewUTF8(text: string): number;
  _PyRun_SimpleString(source: number): number;
}
