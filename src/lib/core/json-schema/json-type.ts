// The type of a JSON value, as a schema names it.

export type JsonObject = Record<string, unknown>;

export const JSON_TYPES = ['string', 'number', 'integer', 'object', 'array', 'boolean', 'null'] as const;

export function jsonType(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
