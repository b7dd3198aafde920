// The type registry of the metadata (scale-info): every shape the declarations use, once, under a number.
import type { AnyCodec, Shape, ShapeField } from '../scale/codec.ts';
import { ScaleWriter } from '../scale/scale-writer.ts';
import { typeName } from './type-name.ts';

/** In the order of scale-info's `TypeDefPrimitive`. */
export const PRIMITIVES = [
  'bool',
  'char',
  'str',
  'u8',
  'u16',
  'u32',
  'u64',
  'u128',
  'u256',
  'i8',
  'i16',
  'i32',
  'i64',
  'i128',
  'i256'
];
/** The one type that contains itself: it gets its number before its parts are visited. */
const RECURSIVE = 'RuntimeCall';

interface PortableType {
  path: string[];
  params: { name: string; type: number }[];
  definition: (writer: ScaleWriter) => void;
}

export class PortableRegistry {
  private readonly types: PortableType[] = [];
  private readonly byShape = new Map<Shape, number>();
  private readonly byContent = new Map<string, number>();

  /** The number of a codec's type; registers it and its parts when they are new. */
  idOf(codec: AnyCodec): number {
    return this.idOfShape(codec.shape);
  }

  idOfShape(shape: Shape): number {
    const known = this.byShape.get(shape);
    if (known !== undefined) return known;
    const isRecursive = shape.kind === 'variant' && shape.path.endsWith(RECURSIVE);
    const reserved = isRecursive ? this.types.push({ path: [], params: [], definition: () => {} }) - 1 : undefined;
    if (reserved !== undefined) this.byShape.set(shape, reserved);
    const type = this.describe(shape);
    const id = reserved ?? this.find(type);
    this.types[id] = type;
    this.byShape.set(shape, id);
    return id;
  }

  write(writer: ScaleWriter): void {
    writer.compact(this.types.length);
    this.types.forEach((type, id) => {
      writer.compact(id);
      this.writeType(writer, type);
    });
  }

  /** Equal types from different codecs share a number. */
  private find(type: PortableType): number {
    const writer = new ScaleWriter();
    this.writeType(writer, type);
    const content = writer.finish().join();
    const id = this.byContent.get(content) ?? this.types.length;
    this.byContent.set(content, id);
    return id;
  }

  private writeType(writer: ScaleWriter, { path, params, definition }: PortableType): void {
    writer.compact(path.length);
    for (const segment of path) writeText(writer, segment);
    writer.compact(params.length);
    for (const param of params) {
      writeText(writer, param.name);
      writer.small(1, 1);
      writer.compact(param.type);
    }
    definition(writer);
    writer.compact(0);
  }

  private describe(shape: Shape): PortableType {
    const path = 'path' in shape && shape.path ? shape.path.split('::') : [];
    const params = Object.entries(('params' in shape && shape.params) || {}).map(([name, codec]) => ({
      name,
      type: this.idOf(codec)
    }));
    return { path, params, definition: this.definition(shape) };
  }

  private definition(shape: Shape): (writer: ScaleWriter) => void {
    switch (shape.kind) {
      case 'composite': {
        const fields = this.fields(shape.fields);
        return (writer) => {
          writer.small(0, 1);
          fields(writer);
        };
      }
      case 'variant': {
        const variants = shape.variants.map((variant) => ({ ...variant, write: this.fields(variant.fields) }));
        return (writer) => {
          writer.small(1, 1);
          writer.compact(variants.length);
          for (const { name, index, docs, write } of variants) {
            writeText(writer, name);
            write(writer);
            writer.small(index, 1);
            writer.compact(docs ? 1 : 0);
            if (docs) writeText(writer, docs);
          }
        };
      }
      case 'sequence':
        return numbered(2, this.idOf(shape.inner));
      case 'array': {
        const inner = this.idOf(shape.inner);
        return (writer) => {
          writer.small(3, 1);
          writer.small(shape.length, 4);
          writer.compact(inner);
        };
      }
      case 'tuple': {
        const items = shape.items.map((item) => this.idOf(item));
        return (writer) => {
          writer.small(4, 1);
          writer.compact(items.length);
          for (const item of items) writer.compact(item);
        };
      }
      case 'primitive':
        return (writer) => {
          writer.small(5, 1);
          writer.small(PRIMITIVES.indexOf(shape.name), 1);
        };
      case 'compact':
        return numbered(6, this.idOf(shape.inner));
      default:
        return shape satisfies never;
    }
  }

  private fields(fields: readonly ShapeField[]): (writer: ScaleWriter) => void {
    const types = fields.map(({ codec }) => this.idOf(codec));
    return (writer) => {
      writer.compact(fields.length);
      fields.forEach(({ name, codec }, i) => {
        writer.small(name === undefined ? 0 : 1, 1);
        if (name !== undefined) writeText(writer, name);
        writer.compact(types[i]!);
        writer.small(1, 1);
        writeText(writer, typeName(codec.shape));
        writer.compact(0);
      });
    };
  }
}

const numbered = (tag: number, id: number) => (writer: ScaleWriter) => {
  writer.small(tag, 1);
  writer.compact(id);
};

export function writeText(writer: ScaleWriter, text: string): void {
  const utf8 = new TextEncoder().encode(text);
  writer.compact(utf8.length);
  writer.raw(utf8);
}
