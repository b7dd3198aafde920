import { expect, test } from 'vitest';
import { FramedMessages } from './framed-messages.ts';

function framed(header: unknown, ...parts: Uint8Array[]): Buffer {
  const text = Buffer.from(JSON.stringify(header));
  const bytes = Buffer.concat(parts);
  const lengths = Buffer.alloc(8);
  lengths.writeUInt32LE(text.length, 0);
  lengths.writeUInt32LE(bytes.length, 4);
  return Buffer.concat([lengths, text, bytes]);
}

test('messages are read however they are cut', () => {
  const all = Buffer.concat([
    framed({ kind: 'ready' }),
    framed({ a: { bytes: 2 }, b: [{ bytes: 1 }], c: { bytes: 'no place' } }, Uint8Array.of(1, 2, 3))
  ]);
  for (const size of [1, 3, 7, 1000]) {
    const messages = new FramedMessages(100);
    const read: unknown[] = [];
    for (let at = 0; at < all.length; at += size) read.push(...messages.take(all.subarray(at, at + size)));
    expect(read).toEqual([
      { kind: 'ready' },
      { a: Uint8Array.of(1, 2), b: [Uint8Array.of(3)], c: { bytes: 'no place' } }
    ]);
  }
});

test('more bytes than were announced or than a run has are refused', () => {
  expect(() => new FramedMessages(100).take(framed({ bytes: 9 }, Uint8Array.of(1)))).toThrow(/less than/);
  expect(() => new FramedMessages(100).take(Buffer.alloc(8, 255))).toThrow(/more than/);
  expect(() => new FramedMessages(0).take(Buffer.alloc(5 * 1024 * 1024))).toThrow(/more than/);
  expect(() => new FramedMessages(100).take(Buffer.from([1, 0, 0, 0, 0, 0, 0, 0, 0x7b]))).toThrow();
});
