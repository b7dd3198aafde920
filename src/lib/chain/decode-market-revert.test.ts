import { encodeErrorResult } from 'viem';
import { expect, test } from 'vitest';
import { datasetMarketAbi } from '#contracts/artifacts/dataset-market.abi.ts';
import { decodeMarketRevert } from './decode-market-revert.ts';
import { revertOf } from './evm-call.ts';

test('every error of the contract has its sentence', () => {
  for (const entry of datasetMarketAbi) {
    if (entry.type !== 'error') continue;
    const args = entry.inputs.map(({ type }) =>
      type === 'bytes32'
        ? `0x${'11'.repeat(32)}`
        : type === 'address'
          ? `0x${'22'.repeat(20)}`
          : type === 'string'
            ? 'cid'
            : 1n
    );
    const data = encodeErrorResult({ abi: datasetMarketAbi, errorName: entry.name, args } as never);
    const error = decodeMarketRevert(data);
    expect(error?.code, entry.name).toMatch(/^market\/[a-z-]+$/);
    expect(error?.details).toMatchObject({ error: entry.name });
  }
});

test('other revert data is not explained away', () => {
  expect(decodeMarketRevert('0x08c379a0')).toBeUndefined();
  expect(decodeMarketRevert('0xdeadbeef')).toBeUndefined();
});

test('finds the revert data in a JSON-RPC error, wherever the client put it', () => {
  const data = encodeErrorResult({ abi: datasetMarketAbi, errorName: 'AlreadySettled', args: [3n] });
  expect(revertOf(Object.assign(new Error('3: execution reverted'), { data }), decodeMarketRevert)?.code).toBe(
    'market/already-settled'
  );
  expect(
    revertOf(new Error(`3: VM Exception while processing transaction: revert: ${data}`), decodeMarketRevert)?.code
  ).toBe('market/already-settled');
  expect(revertOf(new Error('connection lost'), decodeMarketRevert)).toBeUndefined();
});
