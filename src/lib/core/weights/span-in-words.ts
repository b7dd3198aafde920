// A distance in blocks as a sentence says it: "37 blocks, about 7 minutes".
import { formatInteger } from '../encoding/format-integer.ts';

export function spanInWords(blocks: number, blockSeconds: number): string {
  return `${formatInteger(blocks)} ${blocks === 1 ? 'block' : 'blocks'}, about ${timeInWords(blocks * blockSeconds)}`;
}

export function timeInWords(seconds: number): string {
  if (seconds < 90) return counted(Math.max(1, Math.round(seconds)), 'second');
  if (seconds < 90 * 60) return counted(Math.round(seconds / 60), 'minute');
  if (seconds < 48 * 3600) return counted(Math.round(seconds / 3600), 'hour');
  return counted(Math.round(seconds / 86_400), 'day');
}

const counted = (value: number, unit: string): string => `${value} ${unit}${value === 1 ? '' : 's'}`;
