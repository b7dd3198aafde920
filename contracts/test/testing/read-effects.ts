// What the code of a contract can do, read from the compiler's syntax trees: which errors and events each of its
// functions reaches, through every internal call and modifier.
import type { SyntaxNode } from '../../build/compile-market.ts';

export interface Effects {
  errors: string[];
  events: string[];
}

/** Public functions implemented in `trees`, by name; the market overloads none. */
export function readEffects(trees: readonly SyntaxNode[]): Map<string, Effects> {
  const nodes = nodesOf(trees);
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const effects = new Map<string, Effects>();
  for (const node of nodes) {
    if (node.nodeType !== 'FunctionDefinition' || node.kind !== 'function') continue;
    if (!node.functionSelector || !node.implemented) continue;
    const names = { RevertStatement: new Set<string>(), EmitStatement: new Set<string>() };
    collect(node, byId, names, new Set());
    effects.set(node.name as string, {
      errors: [...names.RevertStatement].sort(),
      events: [...names.EmitStatement].sort()
    });
  }
  return effects;
}

/** Every node of the trees, parents first. */
export function nodesOf(value: unknown): SyntaxNode[] {
  if (typeof value !== 'object' || value === null) return [];
  const inner = Object.values(value).flatMap(nodesOf);
  return 'nodeType' in value ? [value as SyntaxNode, ...inner] : inner;
}

function collect(
  from: SyntaxNode,
  byId: Map<number, SyntaxNode>,
  names: Record<'RevertStatement' | 'EmitStatement', Set<string>>,
  seen: Set<number>
): void {
  if (seen.has(from.id)) return;
  seen.add(from.id);
  for (const node of nodesOf(from)) {
    if (node.nodeType === 'RevertStatement' || node.nodeType === 'EmitStatement') {
      const call = (node.errorCall ?? node.eventCall) as { expression: { referencedDeclaration: number } };
      names[node.nodeType].add(byId.get(call.expression.referencedDeclaration)!.name as string);
      continue;
    }
    const target = byId.get(node.referencedDeclaration as number);
    if (target && ['FunctionDefinition', 'ModifierDefinition'].includes(target.nodeType))
      collect(target, byId, names, seen);
  }
}
