// What the contract names of a request, which is what has to be kept for it.
import type { RequestState } from '#lib/market/request/request-state.ts';

/** CIDs without repeats; the plaintext of a package only where the requester asked for public ones and it was opened. */
export function namedCids({ request, submissions, electors, challenges }: RequestState): string[] {
  const { specCid, licenceCid, terms } = request;
  const named = [
    specCid,
    licenceCid,
    ...submissions.flatMap(({ sealedCid, keyBoxCid, plainCid, status }) => [
      sealedCid,
      keyBoxCid,
      status === 'opened' && !terms.privateDelivery ? plainCid : null
    ]),
    ...electors.map(({ reportsCid }) => reportsCid),
    ...challenges.flatMap(({ evidenceCid, jurors }) => [evidenceCid, ...jurors.map(({ reportCid }) => reportCid)])
  ];
  return [...new Set(named.flatMap((cid) => cid || []))];
}
