// How much of a program stands in programs that were there before.
import type { HarnessPackage } from '../package/read-harness-package.ts';
import type { PythonReading } from '../review/python-reading.ts';
import { StructureComparer } from '../structure/compare-structures.ts';
import { copiedShare } from '../structure/copied-share.ts';
import type { EarlierHarness } from './earlier-harness.ts';
import type { SimilarProgram } from './harness-report.ts';

/**
 * One result a program of `others`, in their order. Where there is nothing to compare with, the template is not read either.
 * @param readings of the program that is judged
 * @param read null when cancelled
 * @param onCompare is called before each with how many are done
 * @returns null when cancelled.
 */
export async function comparePrograms(
  readings: readonly PythonReading[],
  others: readonly Pick<EarlierHarness, 'name' | 'package'>[],
  template: HarnessPackage | undefined,
  read: (harness: HarnessPackage) => Promise<PythonReading[] | null>,
  onCompare?: (done: number) => void
): Promise<SimilarProgram[] | null> {
  if (others.length === 0) return [];
  const ofTemplate = template ? await read(template) : [];
  if (ofTemplate === null) return null;
  const comparer = new StructureComparer(ofTemplate);
  const own = comparer.structureOf(readings);
  const programs: SimilarProgram[] = [];
  for (const { name, package: other } of others) {
    onCompare?.(programs.length);
    const ofOther = await read(other);
    if (ofOther === null) return null;
    const compared = comparer.compare(own, comparer.structureOf(ofOther));
    programs.push({ name, percent: compared.percent, status: compared.status, copied: copiedShare(compared) });
  }
  return programs;
}
