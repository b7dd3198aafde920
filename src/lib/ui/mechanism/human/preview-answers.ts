// The first lines of a delivered `answers.jsonl` for people. Its tasks are not at hand: nothing is checked here but that a line can
// be shown.
import { shorten } from '../../../core/encoding/shorten.ts';

export interface AnswersPreview {
  lines: number;
  answers: { task: string; labeler: string; ranking: string; seconds: string }[];
}

const MOST_CHARACTERS = 200;
/** As readers of answers have it. */
const MOST_LINE_CHARACTERS = 64 * 1024;

export function previewAnswers(bytes: Uint8Array, most: number): AnswersPreview {
  const lines = new TextDecoder()
    .decode(bytes)
    .split('\n')
    .filter((line) => line.trim() !== '');
  const answers: AnswersPreview['answers'] = [];
  for (const line of lines) {
    if (answers.length === most) break;
    const row = line.length > MOST_LINE_CHARACTERS ? null : rowOf(line);
    if (row === null) continue;
    const [task, labeler] = [textOf(row.task), textOf(row.labeler)];
    answers.push({ task, labeler, ranking: rankingOf(row.ranking), seconds: secondsOf(row.ms) });
  }
  return { lines: lines.length, answers };
}

function rowOf(line: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

const textOf = (value: unknown): string => (typeof value === 'string' ? shorten(value, MOST_CHARACTERS) : '');

const secondsOf = (ms: unknown): string => (typeof ms === 'number' && ms >= 0 ? String(Math.round(ms / 1000)) : '');

/** `b > a = c`; empty for "cannot tell". */
function rankingOf(ranking: unknown): string {
  if (!Array.isArray(ranking)) return '';
  const groups = ranking.map((group: unknown) => (Array.isArray(group) ? group.map(idOf).join(' = ') : '?'));
  return shorten(groups.join(' > '), MOST_CHARACTERS);
}

const idOf = (output: unknown): string => (typeof output === 'string' ? output : '?');
