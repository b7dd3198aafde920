// What is said of the opened programs that a program was held against, and of those that could not be read.
import type { OpenedEvidence } from '../../../../core/harness/mechanism/harness-evidence.ts';
import { placeText } from '../../../../core/mechanism/opened-entries.ts';

const NAMED = 5;

export interface OpenedWords {
  said: string;
  /** '' where everything was read. */
  lacking: string;
}

/** @param opened null where it was not known what other requests opened */
export function openedWords(opened: OpenedEvidence | null): OpenedWords {
  if (opened === null)
    return {
      said: '',
      lacking:
        'Not held against programs that other requests have opened: validators do, and a copy of one of them scores nothing.'
    };
  const { read, unread } = opened;
  const programs = (count: number) => `${count} ${count === 1 ? 'program' : 'programs'}`;
  const said =
    read.length > 0
      ? `Held against ${programs(read.length)} that other requests had opened before.`
      : unread.length > 0
        ? ''
        : 'No other request had opened a program before.';
  if (unread.length === 0) return { said, lacking: '' };
  const more = unread.length > NAMED ? ` and ${unread.length - NAMED} more` : '';
  return {
    said,
    lacking: `Not held against ${programs(unread.length)} that could not be read (${unread.slice(0, NAMED).map(placeText).join('; ')}${more}): a copy of one of them would not be noticed here.`
  };
}
