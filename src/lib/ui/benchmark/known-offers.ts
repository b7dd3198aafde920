// Which registered benchmarks this browser was told of: the chain finds one by its commitment and has no list of them.
import type { Hex } from '../../core/encoding/hex.ts';

const STORAGE_KEY = 'assay:known-offers';
const KEPT = 50;

type Places = Record<string, Hex[]>;

/** The commitment in a link or text; null where there is none. */
export const commitmentIn = (text: string): Hex | null =>
  (/0x[0-9a-f]{64}(?![0-9a-f])/i.exec(text)?.[0].toLowerCase() as Hex | undefined) ?? null;

/** What a requester opens to ask with a benchmark. @param pageUrl with or without a fragment */
export const offerLink = (pageUrl: string, commitment: Hex): string =>
  `${pageUrl.replace(/#.*$/, '')}#/new?benchmark=${commitment}`;

/** Latest first. @param marketAddress of the market that they are registered in */
export const knownOffers = (marketAddress: string): Hex[] => read()[marketAddress] ?? [];

export function rememberOffer(marketAddress: string, commitment: Hex): void {
  const others = knownOffers(marketAddress).filter((other) => other !== commitment);
  write({ ...read(), [marketAddress]: [commitment, ...others].slice(0, KEPT) });
}

export function forgetOffer(marketAddress: string, commitment: Hex): void {
  write({ ...read(), [marketAddress]: knownOffers(marketAddress).filter((other) => other !== commitment) });
}

function read(): Places {
  try {
    return JSON.parse(localStorage.getItem(STORAGE_KEY) ?? '{}') as Places;
  } catch {
    return {};
  }
}

const write = (places: Places): void => localStorage.setItem(STORAGE_KEY, JSON.stringify(places));
