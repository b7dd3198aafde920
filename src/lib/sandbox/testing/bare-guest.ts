// A guest whose only wall of its own is that everything was deleted: the program reaches JavaScript.
import '../guest/bare-globals-now.ts';
import { serveLingering } from './serve-lingering.ts';

void serveLingering(false);
