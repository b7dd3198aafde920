// The process in which Node runs a guest: it makes of itself a worker as a browser has it, and runs the same script. Read alone,
// by a process that may read this file and the sandbox's folder and nothing else, so it is plain JavaScript in one file.
import { Buffer } from 'node:buffer';
import { readFileSync, writeSync } from 'node:fs';
import { deserialize } from 'node:v8';
import { runInThisContext } from 'node:vm';

const STDIN = 0;
const STDOUT = 1;
const [, , folder, script, ...partNames] = process.argv;
const { exit } = process;
/** After any other message it has nothing more to say. */
const GOES_ON = new Set(['ready', 'progress', 'tested']);
const scope = globalThis;

/**
 * Lengths of header and bytes (uint32, little endian), then both. The header is the message as JSON, in which `{ "bytes": n }`
 * stands for the next n bytes: the host of a stranger's program reads nothing more clever than that.
 */
function framed(message) {
  const parts = [];
  const header = Buffer.from(
    JSON.stringify(message, (_key, value) => {
      if (!(value instanceof Uint8Array)) return value;
      parts.push(value);
      return { bytes: value.length };
    })
  );
  const lengths = Buffer.alloc(8);
  lengths.writeUInt32LE(header.length, 0);
  lengths.writeUInt32LE(
    parts.reduce((total, { length }) => total + length, 0),
    4
  );
  return Buffer.concat([lengths, header, ...parts]);
}

function send(message) {
  const bytes = framed(message);
  for (let at = 0; at < bytes.length;) {
    try {
      at += writeSync(STDOUT, bytes, at);
    } catch (error) {
      // The host has not read what is in the pipe.
      if (error.code !== 'EAGAIN') throw error;
    }
  }
  if (!GOES_ON.has(message.kind)) exit(0);
}

const code = readFileSync(`${folder}/${script}`, 'utf8');
const parts = Object.fromEntries(
  partNames.map((named) => {
    const [name, file] = named.split('=');
    const bytes = new Uint8Array(readFileSync(`${folder}/${file}`));
    return [name, bytes];
  })
);
let listener;
Object.assign(scope, {
  self: scope,
  location: 'https://sandbox.invalid/',
  // Node's own leads to its sockets.
  console: { log() {}, info() {}, warn() {}, error() {} },
  addEventListener: (_type, added) => (listener = added),
  postMessage: send,
  WorkerGlobalScope: class {
    static [Symbol.hasInstance]() {
      return true;
    }
  }
});
// Pyodide takes this for a browser then: no shell, no files of the host, no sockets of Node.
delete scope.process;
delete scope.Buffer;
runInThisContext(code, { filename: script });
listener({ data: { ...deserialize(readFileSync(STDIN)), parts } });
