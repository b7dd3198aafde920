// The script of a guest that only starts an interpreter and gives its memory, for others to start from.
import './bare-globals-now.ts';
import { firstMessage, postToHost } from './guest-port.ts';
import { takePythonSnapshot, type PythonParts } from './python/start-python.ts';

void firstMessage
  .then((message) => takePythonSnapshot((message as { parts: PythonParts }).parts))
  .then((snapshot) => postToHost({ kind: 'snapshot', snapshot }))
  .catch((error: unknown) => postToHost({ kind: 'broken', detail: String(error) }));
