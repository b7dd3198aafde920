// A request with the body that its mechanism reads.
import { bodyOf } from '../request/parse-request-spec.ts';
import type { RequestSpec } from '../request/request-spec.ts';
import type { Mechanism } from './mechanism.ts';

/** @throws AppError `request/...` naming the field of the body that is wrong. */
export function wholeSpec<Body>(mechanism: Pick<Mechanism<Body>, 'parseBody'>, spec: RequestSpec): RequestSpec & Body {
  return { ...spec, ...mechanism.parseBody(bodyOf(spec)) };
}
