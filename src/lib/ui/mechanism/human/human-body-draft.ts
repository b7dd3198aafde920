// The body of a request for judgements while it is written: fields as typed, what is wrong with them, and the document's fields.
import { MOST_LABELERS } from '../../../core/human/mechanism/human-body.ts';

export interface HumanBodyDraft {
  taskSet: string;
  labelers: string;
}

export const emptyHumanBody = (): HumanBodyDraft => ({ taskSet: '', labelers: '10' });

export function humanBodyProblems({ taskSet, labelers }: HumanBodyDraft): Record<string, string> {
  const problems: Record<string, string> = {};
  const cid = taskSet.trim();
  if (cid !== '' && !/^[A-Za-z0-9]{10,128}$/.test(cid)) problems.taskSet = 'This is no CID.';
  const most = /^\d{1,9}$/.test(labelers.trim()) ? Number(labelers) : NaN;
  if (!(most >= 1 && most <= MOST_LABELERS)) problems.labelers = `Write a whole number from 1 to ${MOST_LABELERS}.`;
  return problems;
}

/** Call it only where `humanBodyProblems` names none. */
export const toHumanBody = ({ taskSet, labelers }: HumanBodyDraft): Record<string, unknown> => ({
  ...(taskSet.trim() !== '' && { taskSet: taskSet.trim() }),
  labelers: Number(labelers)
});
