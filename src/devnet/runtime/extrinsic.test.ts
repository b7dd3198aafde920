import fc from 'fast-check';
import { hexToU8a, u8aToHex } from '@polkadot/util';
import { describe, expect, test } from 'vitest';
import { AppError } from '#lib/core/error/app-error.ts';
import { DEVELOPMENT_ACCOUNTS } from '#lib/core/accounts/development-accounts.ts';
import { decodeExtrinsic, encodeBareExtrinsic } from './extrinsic.ts';
import { pallets } from './runtime.ts';

const timestamp = pallets.find(({ name }) => name === 'Timestamp')!;
const set = encodeBareExtrinsic({
  pallet: 'Timestamp',
  name: 'set',
  declaration: timestamp.calls['set']!,
  args: { now: 7n }
});
const codeOf = (bytes: Uint8Array) => {
  try {
    decodeExtrinsic(bytes);
    return 'decoded';
  } catch (error) {
    return AppError.from(error).code;
  }
};

describe('reading a transaction', () => {
  test('gives back what was written', () => {
    const { call, signed } = decodeExtrinsic(set);
    expect([call.pallet, call.name, call.args, signed]).toEqual(['Timestamp', 'set', { now: 7n }, undefined]);
  });

  test('any bytes are read or refused with a place, never more', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(['decoded', 'devnet/scale-invalid']).toContain(codeOf(bytes));
      }),
      { numRuns: 3000 }
    );
  });

  test('a signed head followed by any call bytes is read or refused', () => {
    const head = hexToU8a(`0x8400${DEVELOPMENT_ACCOUNTS[0]!.publicKey.slice(2)}01${'22'.repeat(64)}0000000000`);
    fc.assert(
      fc.property(
        fc.constantFrom(...pallets.map(({ index }) => index)),
        fc.uint8Array({ maxLength: 200 }),
        (pallet, rest) => {
          const body = new Uint8Array([...head, pallet, ...rest]);
          const prefix = body.length < 64 ? [body.length << 2] : [((body.length << 2) & 0xff) | 1, body.length >> 6];
          expect(['decoded', 'devnet/scale-invalid']).toContain(codeOf(new Uint8Array([...prefix, ...body])));
        }
      ),
      { numRuns: 3000 }
    );
  });

  test('calls nested without end are refused before the stack is', () => {
    const depth = 5000;
    const nested = [...Array.from({ length: depth }, () => [11, 0, 4]).flat(), 0, 0, 0];
    const body = new Uint8Array([4, ...nested]);
    const length = body.length;
    const prefix = [((length << 2) & 0xff) | 2, (length >> 6) & 0xff, (length >> 14) & 0xff, (length >> 22) & 0xff];
    expect(codeOf(new Uint8Array([...prefix, ...body]))).toBe('devnet/scale-invalid');
  });

  test('a list longer than its bytes is refused without being built', () => {
    expect(codeOf(hexToU8a('0x2004000703ffffffff'))).toBe('devnet/scale-invalid');
    expect(u8aToHex(set).startsWith('0x')).toBe(true);
  });
});
