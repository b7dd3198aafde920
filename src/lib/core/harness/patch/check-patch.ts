// Whether a patch applies to what its conversation has shown. Parsing and fitting are jsdiff's; what a stranger's patch may cost is
// bounded here: jsdiff tries every line of a text for every hunk, and begins at whatever line the hunk names.
import { applyPatch, parsePatch, type StructuredPatch, type StructuredPatchHunk } from 'diff';
import { BudgetSpent, type StepBudget } from '../../json-schema/step-budget.ts';
import type { Conversation } from '../dataset/conversation.ts';
import { ShownTexts, type ShownText } from './shown-texts.ts';

const MOST_FILES = 50;
const NO_FILE = '/dev/null';

export interface PatchedFile {
  path: string;
  before: string;
  after: string;
  /** Whether `before` is taken for the whole file. */
  isFile: boolean;
}

/** `unfit` where it does not apply; `unproven` where it is no unified diff, or for a file of which nothing is shown. */
export type PatchCheck =
  | {
      outcome: 'applied';
      files: PatchedFile[];
      /** Whether it changes what was shown: files that it makes, and lines that it adds without any around them, fit everywhere. */
      isFitted: boolean;
    }
  | { outcome: 'unfit' }
  | { outcome: 'unproven' };

/** @param budget of steps, a compared line each; a patch that takes more proves nothing. */
export function checkPatch(patch: string, conversation: Conversation, budget: StepBudget): PatchCheck {
  try {
    budget.spendCharacters(patch.length);
    const parsed = parse(patch);
    return parsed === null ? { outcome: 'unfit' } : checkFiles(parsed, new ShownTexts(conversation), budget);
  } catch (error) {
    if (error instanceof BudgetSpent) return { outcome: 'unproven' };
    throw error;
  }
}

/** Null for what has lines of a unified diff and is none. */
function parse(patch: string): StructuredPatch[] | null {
  try {
    const patches = parsePatch(patch).filter(({ hunks }) => hunks.length > 0);
    return patches.every(({ hunks }) => hunks.every(isWhole)) ? patches : null;
  } catch {
    // jsdiff throws plain errors.
    return null;
  }
}

/** jsdiff reads `@@` without numbers as well. */
const isWhole = ({ oldStart, newStart }: StructuredPatchHunk): boolean =>
  Number.isSafeInteger(oldStart) && Number.isSafeInteger(newStart);

function checkFiles(patches: readonly StructuredPatch[], shown: ShownTexts, budget: StepBudget): PatchCheck {
  if (patches.length === 0 || patches.length > MOST_FILES) return { outcome: 'unproven' };
  const files: PatchedFile[] = [];
  let isFitted = false;
  for (const patch of patches) {
    const found = patchedFile(patch, shown, budget);
    if (typeof found === 'string') return { outcome: found };
    isFitted ||= found.before !== found.after && patch.hunks.some(hasOldLine) && patch.oldFileName !== NO_FILE;
    files.push(found);
  }
  return { outcome: 'applied', files, isFitted };
}

const hasOldLine = ({ lines }: StructuredPatchHunk): boolean => lines.some((line) => /^[ -]\s*\S/.test(line));

function patchedFile(
  patch: StructuredPatch,
  shown: ShownTexts,
  budget: StepBudget
): PatchedFile | 'unfit' | 'unproven' {
  const path = pathOf(patch);
  if (patch.oldFileName === NO_FILE) return fitted(patch, path, [{ text: '', isFile: true }], budget) ?? 'unfit';
  const named = path === '' ? [] : shown.ofFile(path);
  if (named.length > 0) return fitted(patch, path, named, budget) ?? 'unfit';
  return (patch.hunks.some(hasOldLine) ? fitted(patch, path, shown.ofMessages(), budget) : null) ?? 'unproven';
}

/** Without the first folder of Git's names. Empty where the patch has no names. */
function pathOf({ oldFileName, newFileName }: StructuredPatch): string {
  const name = (oldFileName === NO_FILE ? newFileName : oldFileName) ?? '';
  return name.replace(/^[ab]\//, '');
}

/** In the first text that the patch applies to; null where it applies to none. */
function fitted(
  patch: StructuredPatch,
  path: string,
  texts: readonly ShownText[],
  budget: StepBudget
): PatchedFile | null {
  for (const { text, isFile } of texts) {
    const after = applied(patch, text, budget);
    if (after !== null) return { path, before: text, after, isFile };
  }
  return null;
}

function applied(patch: StructuredPatch, text: string, budget: StepBudget): string | null {
  const lines = text.split('\n').length;
  budget.spend(lines + patch.hunks.reduce((sum, hunk) => sum + hunk.lines.length, 0));
  // Lines are added before the next is compared, wherever it is tried.
  const cost = 1 + Math.max(...patch.hunks.map(mostAdded));
  const compareLine = (_: number, line: string | undefined, __: string, wanted: string): boolean => {
    budget.spend(cost);
    return line !== undefined && withoutReturn(line) === withoutReturn(wanted);
  };
  const hunks = patch.hunks.map((hunk) => ({
    ...hunk,
    // The search begins at the line that a hunk names, and goes through all between that and the text.
    oldStart: Math.min(hunk.oldStart, lines + 1),
    // Whether a text ends its last line is nothing that conversations keep.
    lines: hunk.lines.filter((line) => !line.startsWith('\\'))
  }));
  const after = applyPatch(text, { ...patch, hunks }, { compareLine, autoConvertLineEndings: false });
  return after === false ? null : after;
}

/** Lines of Windows are those of others. */
const withoutReturn = (line: string): string => (line.endsWith('\r') ? line.slice(0, -1) : line);

/** The longest run of lines that a hunk adds. */
function mostAdded({ lines }: StructuredPatchHunk): number {
  let most = 0;
  let run = 0;
  for (const line of lines) {
    run = line.startsWith('+') ? run + 1 : 0;
    most = Math.max(most, run);
  }
  return most;
}
