// What other requests of the market have opened: entries that anybody could read when a submission was made.
import type { PackageFile } from './package-file.ts';

/** One submission of the market. */
export interface EntryPlace {
  request: number;
  submission: number;
}

export interface OpenedEntry extends EntryPlace {
  files: readonly PackageFile[];
}

/** What a measurement is held against beyond its own request. */
export interface OpenedEntries {
  /** The ones opened last before the others. */
  entries: readonly OpenedEntry[];
  /** Those that had to be looked at and could not be read here. */
  unread: readonly EntryPlace[];
}

/** Which opened entries stand behind a result, as it says itself. */
export interface OpenedView {
  read: readonly EntryPlace[];
  unread: readonly EntryPlace[];
}

/** A mechanism's rules for opened entries, and where its results name them. */
export interface OpenedRules<Evidence> {
  /** Entries at most, those opened last. */
  readonly most: number;
  /** Bytes of one package at most; of a larger one everybody says that it was not read. */
  readonly maxBytes: number;
  viewOf(evidence: Evidence): OpenedView;
}

export const isPlaceIn = ({ request, submission }: EntryPlace, places: readonly EntryPlace[]): boolean =>
  places.some((one) => one.request === request && one.submission === submission);

/** Whether none of both results read what the other one could not. */
export const isSameOpened = (one: OpenedView, other: OpenedView): boolean =>
  !one.unread.some((place) => isPlaceIn(place, other.read)) &&
  !other.unread.some((place) => isPlaceIn(place, one.read));

export const placeText = ({ request, submission }: EntryPlace): string =>
  `request ${request}, submission ${submission}`;
