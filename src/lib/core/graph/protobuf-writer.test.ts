import { describe, expect, test } from 'vitest';
import { ProtobufWriter } from './protobuf-writer.ts';

const hex = (writer: ProtobufWriter) => Buffer.from(writer.finish()).toString('hex');

describe('ProtobufWriter', () => {
  // The three examples of https://protobuf.dev/programming-guides/encoding
  test('writes the examples of the format’s documentation', () => {
    expect(hex(new ProtobufWriter().integer(1, 150))).toBe('089601');
    expect(hex(new ProtobufWriter().string(2, 'testing'))).toBe('120774657374696e67');
    expect(hex(new ProtobufWriter().message(3, new ProtobufWriter().integer(1, 150)))).toBe('1a03089601');
  });

  test('writes a negative integer in ten bytes and a float in four', () => {
    expect(hex(new ProtobufWriter().integer(1, -1))).toBe('08ffffffffffffffffff01');
    expect(hex(new ProtobufWriter().float(2, 1))).toBe('150000803f');
  });
});
