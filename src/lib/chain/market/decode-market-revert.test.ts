import { encodeErrorResult } from 'viem';
import { describe, expect, test } from 'vitest';
import { marketAbi } from '#contracts/artifacts/market.abi.ts';
import { ERROR_CODES } from '../../core/error/error-codes.ts';
import { codeOf, decodeMarketRevert } from './decode-market-revert.ts';
import { revertOf } from '../tx/evm-call.ts';

const encode = (errorName: string, args: readonly bigint[] = []) =>
  encodeErrorResult({ abi: marketAbi, errorName, args } as never);
const decode = (errorName: string, ...args: bigint[]) => decodeMarketRevert(encode(errorName, args))!;

test('every error of the contract has its sentence', () => {
  for (const entry of marketAbi) {
    if (entry.type !== 'error') continue;
    const error = decode(entry.name, ...entry.inputs.map(() => 1n));
    expect(error?.code, entry.name).toMatch(/^market\/[a-z-]+$/);
    expect(error?.short, entry.name).toMatch(/^.{10,}[.]$/s);
    expect(error?.short, entry.name).not.toMatch(/undefined|NaN/);
    expect(error?.details).toMatchObject({ error: entry.name });
  }
});

test('the list of error codes has every error of the contract', () => {
  const named = marketAbi.flatMap((entry) => (entry.type === 'error' ? [codeOf(entry.name)] : []));
  expect(named.length).toBeGreaterThan(20);
  expect(named.filter((code) => !ERROR_CODES.includes(code))).toEqual([]);
});

describe('what the contract says with its error stands in the sentence', () => {
  test('blocks', () => {
    expect(decode('TooEarly', 1_234_567n).short).toBe('This can be done from block 1,234,567 on.');
    expect(decode('TooLate', 42n).short).toBe('The time for this ended with block 42.');
  });

  test('each stage', () => {
    const sentences = [0n, 1n, 2n, 3n, 4n, 5n].map((stage) => decode('WrongStage', stage).short);
    expect(new Set(sentences).size).toBe(6);
    expect(sentences[4]).toBe('The request is settled.');
  });

  test('each rule of the terms', () => {
    const sentences = Array.from({ length: 10 }, (_, i) => decode('InvalidTerms', BigInt(i + 1)));
    expect(new Set(sentences.map(({ short }) => short)).size).toBe(10);
    for (const { hints } of sentences) expect(hints).toHaveLength(1);
    expect(decode('InvalidTerms', 6n).short).toMatch(/quorum/);
    expect(decode('InvalidTerms', 77n).short).toMatch(/rule 77/);
  });

  test('numbers of seats and amounts', () => {
    expect(decode('TooFewElectors', 1n, 3n).short).toBe(
      '1 validator has permit, stake and bond, but the request asks for 3.'
    );
    expect(decode('WrongValue', 1_500_000_000n).short).toMatch(/: 1\.5 TAO\.$/);
    expect(decode('WrongValue', 2_000_000_000n).short).toMatch(/: 2 TAO\.$/);
    expect(decode('WrongValue', 1n).short).toMatch(/: 0\.000000001 TAO\.$/);
    expect(decode('NoReserve', 500n).short).toMatch(/500 rao/);
    expect(decode('InvalidCid', 0n).short).not.toBe(decode('InvalidCid', 101n).short);
  });
});

test('other revert data is not explained away', () => {
  expect(decodeMarketRevert('0x08c379a0')).toBeUndefined();
  expect(decodeMarketRevert('0xdeadbeef')).toBeUndefined();
});

test('finds the revert data in a JSON-RPC error, wherever the client put it', () => {
  const data = encode('AlreadyDone');
  expect(revertOf(Object.assign(new Error('3: execution reverted'), { data }), decodeMarketRevert)?.code).toBe(
    'market/already-done'
  );
  expect(
    revertOf(new Error(`3: VM Exception while processing transaction: revert: ${data}`), decodeMarketRevert)?.code
  ).toBe('market/already-done');
  expect(revertOf(new Error('connection lost'), decodeMarketRevert)).toBeUndefined();
});
