// Gates as lines of text: the sentence of each, and below it the first rows that it objects to with place and reason.
import type { GateResult } from '#lib/core/gate/gate-result.ts';
import { oneLine } from './one-line.ts';

/** Findings shown of a gate; `--json` has up to fifty. */
const MOST_SHOWN = 5;
const LINE_CHARACTERS = 400;

export function gateLines({ pass, name, detail, findings, leftOut }: GateResult): string[] {
  const shown = findings.slice(0, MOST_SHOWN);
  const hidden = Math.max(leftOut, findings.length) - shown.length;
  return [
    oneLine(`${pass ? 'pass' : 'FAIL'}  ${name}: ${detail}`, LINE_CHARACTERS),
    ...shown.map(({ line, path = '', message }) =>
      oneLine(`      line ${line}${path ? `, ${path}` : ''}: ${message}`, LINE_CHARACTERS)
    ),
    ...(shown.length > 0 && hidden > 0 ? [`      and ${hidden} more; --json lists up to 50`] : [])
  ];
}
