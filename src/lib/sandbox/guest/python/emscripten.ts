// The parts of an Emscripten module, as Pyodide 314 has them, that the sandbox reads or replaces.

export interface FileNode {
  mode: number;
  usedBytes?: number;
  /** Bytes of a file; nodes by name of a folder. */
  contents?: unknown;
  mounted?: { root: FileNode } | null;
}

export interface FileStream {
  node?: FileNode;
  flags: number;
  position: number;
  /** Flags and position, which streams of one opening have in common. */
  shared: Record<string, unknown>;
}

export interface FileSystem {
  root: FileNode;
  streams: (FileStream | null)[];
  nameTable: unknown[];
  currentPath: string;
  nextInode: number;
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
  isDir(mode: number): boolean;
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
  __stack_pointer: WebAssembly.Global<'i32'>;
  /** Address of an int: whether the interpreter calls `_Py_CheckEmscriptenSignals_Helper` at every so many steps. */
  Py_EMSCRIPTEN_SIGNAL_HANDLING: WebAssembly.Global<'i32'>;
  malloc(bytes: number): number;
  free(address: number): void;
}

/** CPython's own functions that are called from outside. Each takes and gives addresses; 0 is a raised exception. */
export interface PythonCalls {
  PyImport_AddModule(name: number): number;
  PyModule_GetDict(module: number): number;
  PyDict_New(): number;
  PyDict_Copy(dict: number): number;
  PyDict_Clear(dict: number): void;
  PyDict_Update(dict: number, from: number): number;
  PyObject_GC_UnTrack(object: number): void;
  Py_CompileString(source: number, name: number, start: number): number;
  PyEval_EvalCode(code: number, globals: number, locals: number): number;
  PyEval_SetTrace(tracer: number, object: number): void;
  PyEval_SetProfile(profiler: number, object: number): void;
  PyErr_GetRaisedException(): number;
  PyObject_Type(object: number): number;
  PyType_GetName(type: number): number;
  PyUnicode_AsUTF8(text: number): number;
}

export interface PythonModule {
  FS: FileSystem;
  ENV: Record<string, string>;
  stringToNewUTF8(text: string): number;
  UTF8ToString(address: number, mostBytes?: number): string;
  _PyRun_SimpleString(source: number): number;
}
