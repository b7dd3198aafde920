// A guest whose only wall of its own is the import gate: the worker keeps all that it has, and the bridge leads to it.
import '../guest/guest-port.ts';
import './without-import-scripts.ts';
import { serveLingering } from './serve-lingering.ts';

void serveLingering(true);
