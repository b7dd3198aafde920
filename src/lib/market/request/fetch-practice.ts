// The practice part of a request, for mechanisms that hold entries against it.
import type { AnyMechanism } from '../../core/mechanism/mechanism.ts';
import type { LongCallOptions } from '../../core/long-call.ts';
import type { RequestSpec } from '../../core/request/request-spec.ts';
import type { ContentStore } from '../../ports/content-store.ts';

/** @returns nothing where there is none or none is read. @throws AppError store errors: without it nothing can be measured. */
export async function fetchPractice(
  { practice }: Pick<RequestSpec, 'practice'>,
  { readsPractice }: Pick<AnyMechanism, 'readsPractice'>,
  content: Pick<ContentStore, 'readFile'>,
  options: LongCallOptions = {}
): Promise<{ practice?: Uint8Array }> {
  if (!readsPractice || practice === undefined) return {};
  return { practice: await content.readFile(practice.cid, { ...options, maxBytes: practice.bytes }) };
}
