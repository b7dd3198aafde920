// Reads what a guest says. A program cannot speak for its guest; were one to, it is data like its rows: checked, bounded, and at
// worst a wrong outcome of its own run.
import * as v from 'valibot';
import type { ProgramLimits } from '../../core/program/program-limits.ts';
import type { GuestEnd, GuestMessage } from '../guest/guest-message.ts';

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const text = (most: number) => v.pipe(v.string(), v.maxLength(most));
const bytes = v.custom<Uint8Array>((value) => value instanceof Uint8Array);

const ResourcesSchema = v.object({ memoryBytes: count, fileBytes: count, fileCount: count, printedBytes: count });
const errorsTail = text(8000);
const EndSchema = v.variant('outcome', [
  v.object({
    outcome: v.literal('finished'),
    exitCode: v.pipe(count, v.maxValue(255)),
    output: v.nullable(bytes),
    printed: bytes,
    errorsTail,
    resources: ResourcesSchema
  }),
  v.object({
    outcome: v.literal('failed'),
    reason: v.picklist(['budget', 'forbidden', 'crashed']),
    detail: text(500),
    printed: bytes,
    errorsTail,
    resources: ResourcesSchema
  })
]);
const MessageSchema = v.variant('kind', [
  v.object({ kind: v.literal('ready') }),
  v.object({ kind: v.literal('progress'), resources: ResourcesSchema }),
  v.object({ kind: v.literal('ended'), end: EndSchema }),
  v.object({ kind: v.literal('broken'), detail: text(1000) })
]);

type HostMessage = Exclude<GuestMessage, { kind: 'snapshot' | 'tested' | 'done' }>;

/** The message; null for what is none, or holds more than the run may give. */
export function readGuestMessage(said: unknown, limits: ProgramLimits): HostMessage | null {
  const { success, output: message } = v.safeParse(MessageSchema, said);
  if (!success || (message.kind === 'ended' && !isWithin(message.end as GuestEnd, limits))) return null;
  return message as HostMessage;
}

const isWithin = (end: GuestEnd, { outputBytes, printedBytes }: ProgramLimits): boolean =>
  end.printed.length <= printedBytes && (end.outcome === 'failed' || (end.output?.length ?? 0) <= outputBytes);
