// Which opened programs a program was held against, for people at a terminal.
import type { OpenedEvidence } from '#lib/core/harness/mechanism/harness-evidence.ts';
import { placeText } from '#lib/core/mechanism/opened-entries.ts';

/** @param opened null where no market was named */
export function openedLines(opened: OpenedEvidence | null): string[] {
  if (opened === null)
    return [
      '  not held against programs that other requests have opened, as validators do: name their market with --chain'
    ];
  const { read, unread } = opened;
  return [
    `  held against ${read.length} ${read.length === 1 ? 'program' : 'programs'} that other requests had opened before`,
    ...(unread.length === 0
      ? []
      : [
          `  not held against ${unread.length} that could not be read, and a copy of one would not be noticed: ${unread.map(placeText).join('; ')}`
        ])
  ];
}
