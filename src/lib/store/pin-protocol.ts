// "Please take over this DAG": length-prefixed JSON on a libp2p stream. One request, progress, one answer.
import * as v from 'valibot';

export const PIN_PROTOCOL = '/assay/pin/1.0.0';
/** Longest message either side reads. */
export const MAX_PIN_MESSAGE_BYTES = 4096;

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const PinRequestSchema = v.strictObject({ cid: v.pipe(v.string(), v.minLength(1), v.maxLength(256)) });
const PinReplySchema = v.variant('type', [
  v.object({ type: v.literal('progress'), blocks: count, bytes: count }),
  v.object({ type: v.literal('pinned'), blocks: count, bytes: count }),
  v.object({
    type: v.literal('refused'),
    code: v.pipe(v.string(), v.maxLength(64)),
    message: v.pipe(v.string(), v.maxLength(1024))
  })
]);

export type PinRequest = v.InferOutput<typeof PinRequestSchema>;
export type PinReply = v.InferOutput<typeof PinReplySchema>;

export function encodePinMessage(message: PinRequest | PinReply): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(message));
}

/** The message, or null for anything a well-behaved peer would not send. */
export const parsePinRequest = (bytes: Uint8Array): PinRequest | null => parse(PinRequestSchema, bytes);
export const parsePinReply = (bytes: Uint8Array): PinReply | null => parse(PinReplySchema, bytes);

function parse<T extends v.GenericSchema>(schema: T, bytes: Uint8Array): v.InferOutput<T> | null {
  try {
    const parsed = v.safeParse(schema, JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)));
    return parsed.success ? parsed.output : null;
  } catch {
    return null;
  }
}
