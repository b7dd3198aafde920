// The hot loops of the gates over one text at a time, compiled from wasm/assembly/text-loops.ts.
import { PlainTextLoops, type TextLoops } from './plain-text-loops.ts';
import { KERNEL_BASE64 } from '../../../../wasm/text-loops-kernel.ts';
import { loadKernel } from '../load-kernel.ts';
import { TEXT_LOOPS } from './text-loop-sizes.ts';

const utf8 = new TextEncoder();

interface Kernel {
  hashAt(): number;
  signatureAt(): number;
  textAt(): number;
  resultsAt(): number;
  reserve(units: number): void;
  widen(count: number): void;
  hash(from: number, to: number): void;
  minhash(from: number, to: number): void;
  words(from: number, to: number): number;
  wordSignature(from: number, to: number): void;
  sieve(hash: number): void;
  grams(from: number, to: number, sieved: boolean): number;
}

/** Loops of their own for one caller: compiled where the engine can, else plain. */
export function createTextLoops(): TextLoops {
  const kernel = loadKernel<Kernel>(KERNEL_BASE64);
  return kernel === null ? new PlainTextLoops() : new CompiledTextLoops(kernel);
}

class CompiledTextLoops implements TextLoops {
  private readonly kernel: Kernel & { memory: WebAssembly.Memory };
  private room = 0;
  private text = new Uint16Array(0);
  private bytes = new Uint8Array(0);

  constructor(kernel: Kernel & { memory: WebAssembly.Memory }) {
    this.kernel = kernel;
    this.reserve(1 << 14);
  }

  take(text: string): void {
    if (text.length > this.room) this.reserve(2 * text.length);
    // Bytes as many as units: all ASCII, and quick to take.
    const { read, written } = utf8.encodeInto(text, this.bytes);
    if (read === text.length && written === text.length) return this.kernel.widen(text.length);
    const { text: units } = this;
    for (let at = 0; at < text.length; at++) units[at] = text.charCodeAt(at);
  }

  hash(from: number, to: number): Uint32Array {
    this.kernel.hash(from, to);
    return new Uint32Array(this.kernel.memory.buffer, this.kernel.hashAt(), 2);
  }

  minhash(from: number, to: number): Uint8Array {
    this.kernel.minhash(from, to);
    return this.signature();
  }

  wordSignature(from: number, to: number): Uint8Array {
    this.kernel.wordSignature(from, to);
    return this.signature();
  }

  words(from: number, to: number): Uint32Array {
    return this.results(this.kernel.words(from, to));
  }

  grams(from: number, to: number, sieved: boolean): Uint32Array {
    return this.results(this.kernel.grams(from, to, sieved));
  }

  sieve(hash: number): void {
    this.kernel.sieve(hash);
  }

  private reserve(units: number): void {
    this.kernel.reserve(units);
    this.room = units;
    this.text = new Uint16Array(this.kernel.memory.buffer, this.kernel.textAt(), units);
    this.bytes = new Uint8Array(this.kernel.memory.buffer, this.kernel.resultsAt(), units);
  }

  private signature(): Uint8Array {
    return new Uint8Array(this.kernel.memory.buffer, this.kernel.signatureAt(), TEXT_LOOPS.bins);
  }

  private results(count: number): Uint32Array {
    return new Uint32Array(this.kernel.memory.buffer, this.kernel.resultsAt(), count);
  }
}
