// Calls to the market as bytes, and what comes back from them.
import type { ExecResult } from '@ethereumjs/evm';
import { bytesToHex } from '@ethereumjs/util';
import {
  decodeErrorResult,
  decodeEventLog,
  decodeFunctionResult,
  encodeFunctionData,
  toEventSelector,
  toFunctionSelector,
  type Abi,
  type Hex
} from 'viem';
import { marketAbi } from '../../artifacts/market.abi.ts';

/** By selector, each by itself: viem hashes all signatures of an ABI to find one. */
const EVENTS = new Map(
  (marketAbi as Abi).flatMap((item) => (item.type === 'event' ? [[toEventSelector(item), item] as const] : []))
);
const FUNCTIONS = new Map(
  (marketAbi as Abi).flatMap((item) => (item.type === 'function' ? [[item.name, [item]] as const] : []))
);
const ERRORS = new Map(
  (marketAbi as Abi).flatMap((item) =>
    item.type === 'error'
      ? [[toFunctionSelector(`${item.name}(${item.inputs.map(({ type }) => type).join()})`), item]]
      : []
  )
);

const itemOf = (abi: Abi, functionName: string): Abi =>
  (abi === marketAbi ? FUNCTIONS.get(functionName) : undefined) ?? abi;

export const encodeCall = (abi: Abi, functionName: string, args: readonly unknown[]): Hex =>
  encodeFunctionData({ abi: itemOf(abi, functionName), functionName, args } as never);

export const decodeResult = (abi: Abi, functionName: string, { returnValue }: ExecResult): unknown =>
  decodeFunctionResult({ abi: itemOf(abi, functionName), functionName, data: bytesToHex(returnValue) } as never);

/** The market's events of a call. */
export function decodeEvents({ logs = [] }: ExecResult): { name: string; args: Record<string, unknown> }[] {
  return logs.map(([, topics, logData]) => {
    const topicHexes = topics.map((topic) => bytesToHex(topic)) as [Hex, ...Hex[]];
    const abi = [EVENTS.get(topicHexes[0])!];
    const event = decodeEventLog({ abi, topics: topicHexes, data: bytesToHex(logData) });
    return { name: event.eventName!, args: event.args as unknown as Record<string, unknown> };
  });
}

/** Name of the custom error, or the EVM's own without arguments. */
export function decodeError(execResult: ExecResult, abi: Abi): { name: string; args: readonly unknown[] } {
  const raw = bytesToHex(execResult.returnValue);
  if (raw === '0x') return { name: execResult.exceptionError!.error, args: [] };
  const known = ERRORS.get(raw.slice(0, 10) as Hex);
  const { errorName, args } = decodeErrorResult({ abi: known ? [known] : abi, data: raw });
  return { name: errorName, args: args ?? [] };
}
