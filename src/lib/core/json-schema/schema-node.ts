// A subschema, read and ready to judge values.
import type { Evaluated } from './evaluated.ts';
import type { StepBudget } from './step-budget.ts';

/** One value on its way through a schema, as keywords see it. */
export interface SchemaRun {
  readonly budget: StepBudget;
  /** Resources entered on the way here, outermost first. */
  readonly scope: readonly SchemaResource[];
  /**
   * Judges a value in place. What its keywords judge is noted in `evaluated`, which counts only where it holds.
   * @throws BudgetSpent
   */
  visit(node: SchemaNode, value: unknown, evaluated: Evaluated | null): boolean;
  /** Judges a property or an item of the value. */
  visitChild(node: SchemaNode, child: unknown, key: string | number): boolean;
  /** States a fault of the value. */
  fail(message: string): false;
  /** States a fault of the value where the part that failed has stated none. */
  failWithin(message: string): false;
  /** The names of an object's properties, looked at once: `Object.keys` is not free. */
  keysOf(value: object): string[];
}

/** Judges one keyword. False leaves the reason in the evaluation; a value of a type that it says nothing of holds. */
export type Keyword = (run: SchemaRun, value: unknown, evaluated: Evaluated | null) => boolean;

/** A part of the document with a URI of its own: the whole, and what has an `$id`. */
export interface SchemaResource {
  uri: string;
  /** Its place in the document. */
  path: readonly (string | number)[];
  anchors: Map<string, SchemaNode>;
  /** Those of `$dynamicAnchor` alone. */
  dynamicAnchors: Map<string, SchemaNode>;
}

export interface SchemaNode {
  resource: SchemaResource;
  /** What `true` and `false` say; null for an object. */
  verdict: boolean | null;
  /** Steps of a visit. */
  cost: number;
  keywords: Keyword[];
  /** Judged last: those that look at what the others have judged. */
  unevaluated: Keyword[];
  /** Where `$ref` leads, once the whole document is read. */
  reference: Reference | null;
}

export interface Reference {
  text: string;
  path: readonly (string | number)[];
  resource: SchemaResource;
  target: SchemaNode | null;
  /** Of a `$dynamicRef` that leads to a `$dynamicAnchor`: its name. */
  dynamicAnchor: string | null;
}

/** A whole document, its references resolved. */
export interface SchemaDocument {
  /** By URI without fragment; the document itself is one. */
  resources: Map<string, SchemaResource>;
  /** Every subschema, by its JSON Pointer in the document. */
  nodes: Map<string, SchemaNode>;
  references: Reference[];
}
