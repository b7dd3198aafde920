// A guest without walls of its own, for tests of those around it: the program reaches JavaScript, and all that a worker has.
import '../guest/guest-port.ts';
import { serveLingering } from './serve-lingering.ts';

void serveLingering(false);
