// All mutants of the market's sources in one text: at each place stands `mutated(id) ? changed : original`, so that one
// compile serves all of them and the EVM of the tests says which one is alive (active-mutant.ts).
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseMarket, type SyntaxNode } from '../../build/compile-market.ts';
import { FIRST_MUTANT_OFFSET } from './active-mutant.ts';

export interface Mutant {
  id: number;
  /** Below contracts/. */
  file: string;
  line: number;
  kind: string;
  before: string;
  after: string;
}

interface Place {
  start: number;
  end: number;
  kind: string;
  before: string;
  after: string;
  /** The text with the mutant in it; `rest` is the original, perhaps with other mutants in it. */
  choose(id: string, rest: string): string;
}

const MUTATED_FILE = 'src/Mutated.sol';
const OPERATORS: Record<string, string[]> = {
  '+': ['-'],
  '-': ['+'],
  '*': ['/'],
  '/': ['*'],
  '%': ['*'],
  '<': ['<=', '>'],
  '>': ['>=', '<'],
  '<=': ['<', '>'],
  '>=': ['>', '<'],
  '==': ['!='],
  '!=': ['=='],
  '&&': ['||'],
  '||': ['&&'],
  '&': ['|'],
  '|': ['&'],
  '<<': ['>>'],
  '>>': ['<<']
};
const SWAPPED = new Set(['-', '/', '%', '<<', '>>']);
const ASSIGNMENTS: Record<string, string> = { '+=': '-=', '-=': '+=', '|=': '&=', '^=': '|=' };
/** What these say is for a reader; no state follows from it. */
const UNTOUCHED = new Set(['RevertStatement', 'EmitStatement', 'InlineAssembly', 'ModifierInvocation']);

/** Path below contracts/ -> text with all mutants, and the list of them. Throws what the compiler throws. */
export function mutateSources(parts: readonly string[]): { sources: Record<string, string>; mutants: Mutant[] } {
  const trees = new Map(parts.flatMap((part) => parseMarket(part)).map((tree) => [tree.absolutePath as string, tree]));
  const sources: Record<string, string> = {
    [MUTATED_FILE]: `// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

function mutated(uint256 id) pure returns (bool alive) {
    assembly ("memory-safe") {
        alive := calldataload(add(${FIRST_MUTANT_OFFSET}, id))
    }
}
`
  };
  const mutants: Mutant[] = [];
  for (const [file, tree] of [...trees].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (!file.startsWith('src/')) continue;
    const bytes = readFileSync(fileURLToPath(new URL(`../../${file}`, import.meta.url)));
    const text = bytes.toString('latin1');
    const places = placesOf(tree, text);
    const numbered = places.map((place) => {
      const { start, kind, before, after } = place;
      const line = text.slice(0, start).split('\n').length;
      const id = mutants.push({ id: mutants.length + 1, file, line, kind, before, after });
      return { ...place, id };
    });
    const written = write(text, 0, text.length, numbered);
    sources[file] = written.replace(/^(pragma .*)$/m, '$1\nimport {mutated} from "./Mutated.sol";');
  }
  return { sources, mutants };
}

/** The text from `start` to `end`; outer places stand before inner ones, and earlier ones of the same range outside. */
function write(text: string, start: number, end: number, places: (Place & { id: number })[]): string {
  let out = '';
  let at = start;
  while (places.length > 0) {
    const [first, ...others] = places as [Place & { id: number }, ...(Place & { id: number })[]];
    const inner = others.filter((place) => place.start < first.end);
    out += text.slice(at, first.start);
    out += first.choose(`mutated(${first.id})`, write(text, first.start, first.end, inner));
    at = first.end;
    places = others.slice(inner.length);
  }
  return out + text.slice(at, end);
}

function placesOf(tree: SyntaxNode, text: string): Place[] {
  const places: Place[] = [];
  const rangeOf = (node: SyntaxNode) => {
    const [start, length] = (node.src as string).split(':').map(Number) as [number, number];
    return { start, end: start + length };
  };
  const textOf = (node: SyntaxNode) => text.slice(rangeOf(node).start, rangeOf(node).end);
  const typeOf = (node: SyntaxNode) => (node.typeDescriptions as { typeString?: string }).typeString ?? '';
  const instead = (node: SyntaxNode, kind: string, after: string, before = textOf(node)) =>
    places.push({
      ...rangeOf(node),
      kind,
      before,
      after,
      choose: (id, rest) => `(${id} ? ${after} : ${rest})`
    });
  const statement = (node: SyntaxNode, kind: string, after: string) => {
    const { start, end } = rangeOf(node);
    places.push({
      start,
      end: text.indexOf(';', end) + 1,
      kind,
      before: textOf(node),
      after: after || '(nothing)',
      choose: (id, rest) => `{ if (${id}) { ${after && `${after};`} } else { ${rest} } }`
    });
  };
  const inverted = (node: SyntaxNode, kind: string) =>
    places.push({
      ...rangeOf(node),
      kind,
      before: textOf(node),
      after: `!(${textOf(node)})`,
      choose: (id, rest) => `(${id} != (${rest}))`
    });

  const visit = (node: SyntaxNode, parent: SyntaxNode | undefined, key: string): void => {
    if (UNTOUCHED.has(node.nodeType) || (node.nodeType === 'VariableDeclaration' && node.constant)) return;
    if (node.nodeType === 'BinaryOperation' && !typeOf(node).startsWith('int_const')) {
      const { leftExpression, rightExpression } = node as unknown as Record<string, SyntaxNode>;
      const operator = node.operator as string;
      const [left, right] = [textOf(leftExpression!), textOf(rightExpression!)];
      const isComparison = /^[<>]=?$|^[!=]=$/.test(operator);
      for (const other of OPERATORS[operator] ?? [])
        instead(node, isComparison ? 'comparison' : 'operator', `(${left}) ${other} (${right})`);
      if (SWAPPED.has(operator)) instead(node, 'operands swapped', `(${right}) ${operator} (${left})`);
    }
    if (node.nodeType === 'Literal' && node.kind === 'number' && !isConverted(parent)) {
      const value = Number((node.value as string).replaceAll('_', ''));
      const other = value === 255 ? 254 : value + 1;
      const isShifted =
        parent?.nodeType === 'BinaryOperation' && /<<|>>/.test(parent.operator as string) && key === 'leftExpression';
      if (isShifted)
        places.push({
          ...rangeOf(node),
          kind: 'constant',
          before: textOf(node),
          after: String(other),
          choose: (id, rest) => `(${id} ? uint256(${other}) : uint256(${rest}))`
        });
      else instead(node, 'constant', String(other));
    }
    if (node.nodeType === 'Identifier' && /^[A-Z][A-Z_]+$/.test(node.name as string) && /^uint/.test(typeOf(node))) {
      instead(node, 'constant', `${textOf(node)} - 1`);
      if (node.name !== 'NO_SCORE') instead(node, 'constant', `${textOf(node)} + 1`);
    }
    if (node.nodeType === 'UnaryOperation' && node.operator === '!')
      instead(node, 'negation dropped', textOf(node.subExpression as SyntaxNode));
    if (node.nodeType === 'Conditional') inverted(node.condition as SyntaxNode, 'condition inverted');
    if (node.nodeType === 'IfStatement') {
      const condition = node.condition as SyntaxNode;
      if (isGuard(node))
        places.push({
          ...rangeOf(condition),
          kind: 'check dropped',
          before: textOf(condition),
          after: 'false',
          choose: (id, rest) => `(!${id} && (${rest}))`
        });
      else inverted(condition, 'condition inverted');
    }
    if (node.nodeType === 'ExpressionStatement' && key !== 'loopExpression') {
      const expression = node.expression as SyntaxNode;
      const isPointer =
        expression.nodeType === 'Assignment' &&
        /storage (pointer|ref)/.test(typeOf(expression.leftHandSide as SyntaxNode));
      if (!isPointer) statement(node, 'statement dropped', '');
      const operator = expression.operator as string;
      if (expression.nodeType === 'Assignment' && ASSIGNMENTS[operator]) {
        const { leftHandSide, rightHandSide } = expression as unknown as Record<string, SyntaxNode>;
        statement(node, 'operator', `${textOf(leftHandSide!)} ${ASSIGNMENTS[operator]} ${textOf(rightHandSide!)}`);
      }
    }
    for (const [name, child] of Object.entries(node))
      for (const item of Array.isArray(child) ? child : [child])
        if (item && typeof item === 'object' && 'nodeType' in item && name !== 'typeName') visit(item, node, name);
  };
  visit(tree, undefined, '');
  return places.sort((a, b) => a.start - b.start || b.end - a.end);
}

/** Whether a literal is a zero of another type, as in `address(0)`. */
const isConverted = (parent: SyntaxNode | undefined): boolean =>
  parent?.nodeType === 'FunctionCall' && parent.kind === 'typeConversion';

/** Nothing but a way out of the function or of the turn. */
function isGuard(node: SyntaxNode): boolean {
  const body = node.trueBody as SyntaxNode;
  const statements = body.nodeType === 'Block' ? (body.statements as SyntaxNode[]) : [body];
  const last = statements.at(-1)?.nodeType ?? '';
  return !node.falseBody && ['RevertStatement', 'Return', 'Continue', 'Break'].includes(last);
}
