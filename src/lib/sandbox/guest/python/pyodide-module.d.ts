// What of Pyodide's inner parts is used here. They have no types, and are pinned with its version.

declare module '*.py' {
  const source: string;
  export default source;
}

declare module 'pyodide/pyodide.asm.mjs' {
  type Settings = Record<string, unknown>;
  export default function createModule(settings: Settings): Promise<unknown>;
}
