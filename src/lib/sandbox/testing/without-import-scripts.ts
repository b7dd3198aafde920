// Imported before Pyodide, which refuses a classic worker by this function where no policy keeps it from loading.

Object.defineProperty(globalThis, 'importScripts', { value: undefined });
