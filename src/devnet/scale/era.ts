// Mortality of a transaction: immortal, or valid for `period` blocks from a phase (sp_runtime::generic::Era, 1 or 2 bytes).
import type { Codec } from './codec.ts';
import { u8 } from './primitives.ts';
import { scaleError } from './scale-reader.ts';

export type Era = { type: 'Immortal' } | { type: 'Mortal'; period: number; phase: number };

export const era: Codec<Era> = {
  shape: {
    kind: 'variant',
    path: 'sp_runtime::generic::era::Era',
    variants: [
      { name: 'Immortal', index: 0, fields: [] },
      ...Array.from({ length: 255 }, (_, i) => ({ name: `Mortal${i + 1}`, index: i + 1, fields: [{ codec: u8 }] }))
    ]
  },
  minSize: 1,
  write: (writer, value) => {
    if (value.type === 'Immortal') return writer.small(0, 1);
    const quantize = Math.max(1, value.period >> 12);
    writer.small(Math.min(15, Math.max(1, Math.log2(value.period) - 1)) + (value.phase / quantize) * 16, 2);
  },
  read: (reader) => {
    const first = reader.small(1);
    if (first === 0) return { type: 'Immortal' };
    const encoded = first + reader.small(1) * 256;
    const period = 2 << (encoded % 16);
    const phase = (encoded >> 4) * Math.max(1, period >> 12);
    if (period < 4 || phase >= period) throw scaleError('the era is invalid', reader.offset - 2);
    return { type: 'Mortal', period, phase };
  }
};

/** The block a mortal era was born in, as seen from `current`. */
export function birthBlock(mortal: { period: number; phase: number }, current: number): number {
  return Math.floor((Math.max(current, mortal.phase) - mortal.phase) / mortal.period) * mortal.period + mortal.phase;
}
