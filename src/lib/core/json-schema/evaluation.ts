// One value on its way through a schema: its budget, where it is, and the first fault.
import { toPointer } from '../encoding/json-pointer.ts';
import { Evaluated } from './evaluated.ts';
import { SCHEMA_LIMITS } from './schema-limits.ts';
import type { SchemaNode, SchemaResource, SchemaRun } from './schema-node.ts';
import { BudgetSpent, type StepBudget } from './step-budget.ts';

export interface SchemaFault {
  /** JSON Pointer to the value that does not fit. */
  path: string;
  message: string;
}

export class Evaluation implements SchemaRun {
  /** Of the last visit that failed; null where it was the schema `false`. */
  fault: SchemaFault | null = null;
  readonly budget: StepBudget;
  readonly scope: SchemaResource[] = [];
  private readonly path: (string | number)[] = [];
  private readonly keys = new Map<object, string[]>();
  private depth = 0;

  constructor(budget: StepBudget) {
    this.budget = budget;
  }

  visit(node: SchemaNode, value: unknown, evaluated: Evaluated | null): boolean {
    this.budget.spend(node.cost);
    if (node.verdict !== null) {
      if (!node.verdict) this.fault = null;
      return node.verdict;
    }
    if (++this.depth > SCHEMA_LIMITS.maxNestedVisits) throw new BudgetSpent();
    const isEntered = this.scope.at(-1) !== node.resource;
    if (isEntered) this.scope.push(node.resource);
    const holds = this.judge(node, value, evaluated);
    if (isEntered) this.scope.pop();
    this.depth--;
    return holds;
  }

  visitChild(node: SchemaNode, child: unknown, key: string | number): boolean {
    this.path.push(key);
    const holds = this.visit(node, child, null);
    this.path.pop();
    return holds;
  }

  fail(message: string): false {
    this.fault = { path: toPointer(this.path), message };
    return false;
  }

  failWithin(message: string): false {
    if (this.fault === null) this.fail(message);
    return false;
  }

  keysOf(value: object): string[] {
    let keys = this.keys.get(value);
    if (keys === undefined) {
      keys = Object.keys(value);
      this.keys.set(value, keys);
    }
    this.budget.spendComparisons(keys.length);
    return keys;
  }

  private judge(node: SchemaNode, value: unknown, evaluated: Evaluated | null): boolean {
    const own = node.unevaluated.length > 0 ? new Evaluated() : evaluated;
    for (const keyword of node.keywords) if (!keyword(this, value, own)) return false;
    for (const keyword of node.unevaluated) if (!keyword(this, value, own)) return false;
    if (own !== null && evaluated !== null && own !== evaluated) evaluated.add(own, this.budget);
    return true;
  }
}
