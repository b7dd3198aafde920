// Under which name an unfinished measurement of lift is kept.
import { canonicalJson } from '../encoding/canonical-json.ts';
import { runHash } from '../mechanism/run-hash.ts';
import type { Backend } from '../model/backend.ts';
import type { LiftInput } from './lift-input.ts';
import type { LiftProtocol } from './protocol.ts';

export function runKey(
  { spec, data, benchmark, practice, earlier = [], seeds }: LiftInput,
  { protocol, referenceCid, backend }: { protocol: LiftProtocol; referenceCid: string; backend: Backend }
): string {
  const head = canonicalJson([protocol, referenceCid, backend, seeds, spec]);
  return runHash([head, data, benchmark, ...earlier, ...(practice ? ['practice', practice] : [])]);
}
