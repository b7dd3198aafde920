// IMarket.sol is the market: the same functions, errors and events, and its documentation names what the code can do.
import type { Abi } from 'viem';
import { beforeAll, describe, expect, test } from 'vitest';
import { marketAbi } from '../artifacts/market.abi.ts';
import { compileMarket, parseMarket, type SyntaxNode } from '../build/compile-market.ts';
import { nodesOf, readEffects, type Effects } from './testing/read-effects.ts';

/** Not of the interface: the deployment, what Solidity makes of calls without a function, and OpenZeppelin's error. */
const isApart = (item: Abi[number]) =>
  ['constructor', 'fallback', 'receive'].includes(item.type) ||
  (item.type === 'error' && item.name === 'ReentrancyGuardReentrantCall');

test('has every entry of the ABI that clients use, and no other', () => {
  const entries = (abi: Abi) => abi.map((item) => JSON.stringify(item)).sort();
  const { abi } = compileMarket('interfaces/IMarket.sol', 'IMarket');
  expect(entries(abi)).toEqual(entries((marketAbi as Abi).filter((item) => !isApart(item))));
});

describe('the documentation', () => {
  let documented: SyntaxNode[];
  let code: Map<string, Effects>;
  let constants: Map<string, number>;
  beforeAll(() => {
    const parts = ['src/Market.sol', 'src/MarketAnnex.sol', 'src/MarketJury.sol'].map((file) => parseMarket(file));
    code = new Map(parts.flatMap((trees) => [...readEffects(trees)]));
    constants = new Map(
      nodesOf(parts)
        .filter(({ functionSelector, constant }) => functionSelector && constant)
        .map(({ name, value }) => [name as string, Number((value as { value: string }).value.replaceAll('_', ''))])
    );
    const interfaces = parts[0]!.filter(({ absolutePath }) => /^interfaces\/IMarket/.test(absolutePath as string));
    documented = nodesOf(interfaces).filter(({ nodeType }) =>
      ['FunctionDefinition', 'ErrorDefinition', 'EventDefinition'].includes(nodeType)
    );
  }, 120_000);

  const tags = (node: SyntaxNode, tag: string): string[] => {
    const { text } = node.documentation as { text: string };
    return [...text.matchAll(new RegExp(`^ ?@${tag} (\\S+)`, 'gm'))].map((match) => match[1]!);
  };
  const numbers = (node: SyntaxNode) => {
    const { text } = node.documentation as { text: string };
    return [...text.matchAll(/: ([\d,]+)/g)].map((match) => Number(match[1]!.replaceAll(',', '')));
  };
  const parameters = (node: SyntaxNode, list: string) =>
    ((node[list] as { parameters: { name: string }[] } | undefined)?.parameters ?? []).map(({ name }) => name);
  const functions = () => documented.filter(({ nodeType }) => nodeType === 'FunctionDefinition');

  test('names every error a function can revert with, every event it can emit, and no other', () => {
    const said = functions().map((node) => ({
      name: node.name,
      errors: tags(node, 'custom:error').sort(),
      events: tags(node, 'custom:event').sort()
    }));
    const done = said.map(({ name }) => ({ name, ...(code.get(name as string) ?? { errors: [], events: [] }) }));
    expect(said).toEqual(done);
    expect(said.filter(({ name }) => code.has(name as string))).toHaveLength(code.size);
    expect(code.get('claim')!.errors).toContain('ReentrancyGuardReentrantCall');
  });

  test('says of every function who may call it and when, and of every payable one what to send', () => {
    for (const node of functions()) {
      const { name, stateMutability } = node;
      const reads = stateMutability === 'view';
      const count = (tag: string) => tags(node, `custom:${tag}`).length;
      expect([name, count('caller'), count('when')]).toEqual([name, reads ? 0 : 1, reads ? 0 : 1]);
      expect([name, count('value')]).toEqual([name, stateMutability === 'payable' ? 1 : 0]);
    }
  });

  test('gives every constant its value', () => {
    expect(constants.size).toBe(15);
    for (const [name, value] of constants)
      expect([name, ...numbers(functions().find((node) => node.name === name)!)]).toEqual([name, value]);
  });

  test('describes every parameter and every value returned', () => {
    for (const node of documented) {
      // The same in every event, and described once for all.
      const common = node.nodeType === 'EventDefinition' ? ['requestId', 'index'] : [];
      const missing = parameters(node, 'parameters').filter(
        (name) => !common.includes(name) && !tags(node, 'param').includes(name)
      );
      expect([node.name, missing]).toEqual([node.name, []]);
      expect([node.name, tags(node, 'return')]).toEqual([
        node.name,
        parameters(node, 'returnParameters').map((name) => name || expect.any(String))
      ]);
    }
  });
});
