// A call of a sequence with one thing wrong: an argument at an edge of its type or of its bounds, or some wei too much.
import type { Abi, AbiParameter, Hex } from 'viem';
import { marketAbi } from '../../../artifacts/market.abi.ts';
import { ZERO_ADDRESS, ZERO_WORD } from '../model/model-state.ts';
import { plainCidOf, saltOf } from '../market-actors.ts';
import type { Random } from './random.ts';
import type { Step } from './sequence-state.ts';

const INPUTS = new Map(
  (marketAbi as Abi).flatMap((item) => (item.type === 'function' ? [[item.name, item.inputs] as const] : []))
);
/** Bounds of the terms and of the calls, and their neighbours; those that fit into the argument's type are taken. */
const NUMBERS = [
  0n,
  1n,
  2n,
  3n,
  7n,
  8n,
  9n,
  10n,
  11n,
  15n,
  16n,
  17n,
  63n,
  64n,
  65n,
  255n,
  999n,
  1_000n,
  9_999n,
  10_000n,
  50_000n,
  99_999n,
  100_000n,
  200_000n,
  200_001n,
  648_000n,
  648_001n,
  950_000n,
  950_001n,
  999_999n,
  1_000_000n,
  1_000_001n,
  10_000_000n,
  10_000_001n,
  2n ** 32n - 1n,
  2n ** 63n,
  2n ** 64n - 1n,
  2n ** 256n - 1n
];
const TEXTS = [
  '',
  'x',
  'x'.repeat(100),
  'x'.repeat(101),
  'ü'.repeat(51),
  plainCidOf('other'),
  plainCidOf('other').slice(0, -1) + 'b'
];
const BYTES: Hex[] = ['0x', '0x01', `0x${'02'.repeat(200)}`, `0x${'02'.repeat(201)}`];

/** @param addresses those that an address is taken from. */
export function distortStep(random: Random, step: Step, addresses: readonly Hex[]): Step {
  const inputs = INPUTS.get(step.name)!;
  if (inputs.length === 0 || random.chance(0.1)) return { ...step, extraWei: 1n, isDistorted: true };
  const at = random.below(inputs.length);
  const args = step.args.map((value, i) => (i === at ? distorted(random, inputs[at]!, value, addresses) : value));
  return { ...step, args, isDistorted: true };
}

function distorted(random: Random, input: AbiParameter, value: unknown, addresses: readonly Hex[]): unknown {
  const { type } = input;
  if (type === 'tuple') {
    const field = random.pick((input as { components: readonly AbiParameter[] }).components);
    const terms = value as Record<string, unknown>;
    return { ...terms, [field.name!]: distorted(random, field, terms[field.name!], addresses) };
  }
  if (type.endsWith('[]')) {
    const list = value as unknown[];
    const item = { ...input, type: type.slice(0, -2) };
    return random.chance(0.5) ? list.slice(1) : [...list, distorted(random, item, list[0] ?? 0, addresses)];
  }
  if (type === 'string') return random.pick(TEXTS);
  if (type === 'bytes') return random.pick(BYTES);
  if (type === 'bytes32') return random.pick([ZERO_WORD, saltOf('distorted')]);
  if (type === 'address') return random.pick([...addresses, ZERO_ADDRESS]);
  if (type === 'bool') return !value;
  const bits = Number(type.slice('uint'.length));
  const near = [BigInt(value as number) + 1n, BigInt(value as number) - 1n];
  const number = random.pick(
    [...NUMBERS, ...near].filter((candidate) => candidate >= 0n && candidate < 2n ** BigInt(bits))
  );
  return bits <= 48 ? Number(number) : number;
}
