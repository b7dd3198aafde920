// Where the references of a schema document lead. Nothing is fetched: what is not in the document is refused.
import { pointerTokens, toPointer } from '../encoding/json-pointer.ts';
import { invalidSchema } from './invalid-schema.ts';
import { resolveUri } from './resolve-uri.ts';
import type { Reference, SchemaDocument, SchemaNode } from './schema-node.ts';

/** @throws AppError `request/invalid-schema` for a reference that leads to no schema of the document. */
export function resolveReferences(document: SchemaDocument): void {
  for (const reference of document.references) {
    const { uri, fragment } = resolveUri(reference.resource.uri, reference.text);
    const resource = document.resources.get(uri);
    if (resource === undefined)
      throw invalidSchema(reference.path, `leads outside this schema, and nothing is fetched: ${reference.text}`);
    const name = decoded(fragment, reference);
    const target =
      name === '' || name.startsWith('/')
        ? document.nodes.get(toPointer([...resource.path, ...pointerTokens(name)]))
        : resource.anchors.get(name);
    if (target === undefined) throw invalidSchema(reference.path, `leads to no schema: ${reference.text}`);
    reference.target = target;
    if (resource.dynamicAnchors.get(name) === target) reference.dynamicAnchor = name;
  }
}

/** @throws AppError `request/invalid-schema` for `$ref`s that lead back to themselves with nothing in between. */
export function refuseEndlessReferences({ nodes }: SchemaDocument): void {
  const ending = new Set<SchemaNode>();
  for (const start of nodes.values()) {
    const chain = new Set<SchemaNode>();
    for (
      let node: SchemaNode | null = start;
      node !== null && !ending.has(node);
      node = node.reference?.target ?? null
    ) {
      if (chain.has(node)) throw invalidSchema(start.reference!.path, 'leads back to itself');
      chain.add(node);
    }
    for (const node of chain) ending.add(node);
  }
}

function decoded(fragment: string, { path, text }: Reference): string {
  try {
    return decodeURIComponent(fragment);
  } catch {
    throw invalidSchema(path, `is not percent-encoded UTF-8: ${text}`);
  }
}
