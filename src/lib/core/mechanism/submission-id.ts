// The name under which a submission's seeds are derived: the same for every validator, different everywhere else.

/** @param index position of the submission in its request. */
export function submissionId(place: {
  genesisHash: string;
  marketAddress: string;
  requestId: number;
  index: number;
}): string {
  return [place.genesisHash, place.marketAddress.toLowerCase(), place.requestId, place.index].join(':');
}
