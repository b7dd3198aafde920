// How many different conversations there are in effect: diversity of order 2 that knows similarity (Leinster & Cobbold, Measuring
// diversity: the importance of species similarity, Ecology 2012). Copies of one template are one, whatever their number.
import { SubsequenceTable } from '../structure/longest-common-subsequence.ts';
import type { Controls } from './fit.ts';
import { HARNESS_CONSTANTS } from './harness-protocol.ts';

const { alike, comparedWords, controls: most, templatePairs, unlike } = HARNESS_CONSTANTS;

/**
 * Between 1 and the number of conversations: one over the mean similarity of two that are drawn by what they are worth, with
 * replacement. What is worth nothing adds no diversity; where nothing is worth anything the count is 0.
 */
export function effectiveCount(forms: readonly Int32Array[], worths: readonly number[], controls: Controls): number {
  const whole = worths.reduce((sum, worth) => sum + worth, 0);
  if (whole === 0) return 0;
  const cut = forms.map((form) => form.subarray(0, comparedWords));
  const each = Math.max(1, Math.min(most, Math.floor(templatePairs / forms.length)));
  let sum = 0;
  let weights = 0;
  for (const [at, form] of cut.entries()) {
    if (worths[at] === 0) continue;
    const table = new SubsequenceTable(form);
    for (const other of controls(at).slice(0, each)) {
      const weight = worths[at]! * worths[other]!;
      if (weight === 0) continue;
      sum += weight * similarity(table.lengthWith(cut[other]!), Math.max(form.length, cut[other]!.length));
      weights += weight;
    }
  }
  const same = worths.reduce((total, worth) => total + (worth / whole) * (worth / whole), 0);
  return 1 / (same + (1 - same) * (weights === 0 ? 0 : sum / weights));
}

/** In [0, 1], 0 for what unrelated conversations have in common. Words swapped at places leave the rest in common. */
const similarity = (common: number, longer: number): number =>
  longer === 0 ? 1 : Math.max(0, Math.min(1, (common / longer - unlike) / (alike - unlike)));
