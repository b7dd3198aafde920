// A type's name as it stands in Rust source, for the `typeName` of fields: the Python SDK reads no call without it.
import type { Shape } from '../scale/codec.ts';

/** @example `Vec<NetUid>`, `Compact<u64>`, `[u8; 32]` */
export function typeName(shape: Shape): string {
  switch (shape.kind) {
    case 'primitive':
      return shape.name === 'str' ? 'String' : shape.name;
    case 'compact':
      return `Compact<${typeName(shape.inner.shape)}>`;
    case 'sequence':
      return `Vec<${typeName(shape.inner.shape)}>`;
    case 'array':
      return `[${typeName(shape.inner.shape)}; ${shape.length}]`;
    case 'tuple':
      return `(${shape.items.map((item) => typeName(item.shape)).join(', ')})`;
    case 'composite':
    case 'variant': {
      const own = shape.path.split('::').at(-1)!;
      const params = Object.values(shape.params ?? {}).map((param) => typeName(param.shape));
      return params.length > 0 ? `${own}<${params.join(', ')}>` : own;
    }
    default:
      return shape satisfies never;
  }
}
