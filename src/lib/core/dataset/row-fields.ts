// Where the model's input and output stand in a row, as a request names it.
import * as v from 'valibot';
import { jsonPointer } from '../encoding/json-pointer.ts';

/** Where the model's input and output stand in a row, per kind of data. */
export const FieldsSchema = v.variant('kind', [
  v.object({ kind: v.literal('pair'), input: jsonPointer, output: jsonPointer }),
  v.object({ kind: v.literal('conversation'), messages: jsonPointer }),
  v.object({ kind: v.literal('preference'), prompt: jsonPointer, chosen: jsonPointer, rejected: jsonPointer })
]);
export type RequestFields = v.InferOutput<typeof FieldsSchema>;
