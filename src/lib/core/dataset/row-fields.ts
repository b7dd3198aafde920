// Where the model's input and output stand in a row, as a request names it.
import * as v from 'valibot';
import { jsonPointer } from '../encoding/json-pointer.ts';

/** One place, or several whose texts are joined by line feeds; of several all but the first may be missing or empty. */
const inputPlaces = v.union([
  jsonPointer,
  v.pipe(
    v.array(jsonPointer),
    v.minLength(2, 'names one place: write it without the list'),
    v.maxLength(8, 'has more than 8 places')
  )
]);

/** How the turns of other formats are called here: what stands where in a message, and which role each of their names is. */
const messageNames = {
  /** Place of the role in a message; default `/role`. */
  role: v.optional(jsonPointer),
  /** Place of the text in a message; default `/content`. */
  content: v.optional(jsonPointer),
  /** Roles by their names in the rows, e.g. `{ "gpt": "assistant" }`; other names stay as they are. */
  roles: v.optional(
    v.pipe(
      v.record(v.pipe(v.string(), v.maxLength(60)), v.picklist(['system', 'user', 'assistant', 'tool'])),
      v.check((roles) => Object.keys(roles).length <= 32, 'has more than 32 names')
    )
  )
};

/** Where the model's input and output stand in a row, per kind of data. */
export const FieldsSchema = v.variant('kind', [
  v.object({ kind: v.literal('pair'), input: inputPlaces, output: jsonPointer }),
  v.object({ kind: v.literal('conversation'), messages: jsonPointer, ...messageNames }),
  v.object({
    kind: v.literal('preference'),
    prompt: jsonPointer,
    chosen: jsonPointer,
    rejected: jsonPointer,
    ...messageNames
  })
]);
export type RequestFields = v.InferOutput<typeof FieldsSchema>;
export type MessageNames = Pick<Extract<RequestFields, { kind: 'conversation' }>, 'role' | 'content' | 'roles'>;

/** Every place of a row that the fields name, with the field's own place in `fields`. */
export function rowPlaces(fields: RequestFields): { field: string; pointer: string }[] {
  const named: Record<string, string | string[]> =
    fields.kind === 'pair'
      ? { input: fields.input, output: fields.output }
      : fields.kind === 'conversation'
        ? { messages: fields.messages }
        : { prompt: fields.prompt, chosen: fields.chosen, rejected: fields.rejected };
  return Object.entries(named).flatMap(([field, places]) =>
    typeof places === 'string'
      ? { field, pointer: places }
      : places.map((pointer, at) => ({ field: `${field}/${at}`, pointer }))
  );
}
