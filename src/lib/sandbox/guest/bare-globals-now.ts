// Imported before an interpreter's own scripts, so that they too find a bare worker.
import './guest-port.ts';
import { bareGlobals } from './bare-globals.ts';

// `importScripts` among them: Pyodide refuses a classic worker by it, and a worker of modules does not start from a blob in an
// opaque origin.
bareGlobals();
