// Which version of a mechanism's measure scores a request. Every validator of a request must take the same one, and so must
// whoever computes a score again later, so the document itself says it.
import { AppError } from '../error/app-error.ts';
import type { RequestSpec } from './request-spec.ts';

/** The versions that a program computes. */
export interface Protocols {
  /** That of new requests. */
  protocol: string;
  /** Older ones, the oldest first. */
  earlierProtocols?: readonly string[];
}

/**
 * The version that a request names. A draft names none and is scored by the newest; an opened request without a name was
 * opened before requests had one, and is scored by the oldest.
 * @throws AppError `request/other-protocol` for a version that this program does not compute.
 */
export function requestProtocol(
  { protocol, benchmark }: Pick<RequestSpec, 'protocol' | 'benchmark'>,
  { protocol: newest, earlierProtocols = [] }: Protocols
): string {
  if (protocol === undefined) return benchmark === undefined ? newest : (earlierProtocols[0] ?? newest);
  const known = [...earlierProtocols, newest];
  if (known.includes(protocol)) return protocol;
  throw new AppError(
    'request/other-protocol',
    `The request is scored by ${protocol}; this program computes ${known.join(', ')}.`,
    { hints: ['Use the version of Assay that the request names: scores compare only within one.'] }
  );
}
