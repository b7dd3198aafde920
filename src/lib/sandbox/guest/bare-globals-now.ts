// Imported before an interpreter's own scripts, so that they too find a bare worker.
import './guest-port.ts';
import { bareGlobals } from './bare-globals.ts';

bareGlobals();
