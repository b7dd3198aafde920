// A task of a task set `assay/task-set/1`: a prompt, outputs to judge, and what is asked about them. docs/human.md has the format.

export const TASK_KINDS = ['page', 'text', 'code', 'conversation', 'image'] as const;
export type TaskKind = (typeof TASK_KINDS)[number];

/** Its id says nothing of its quality. One of `path` and `cid` is there, or both. */
export interface TaskOutput {
  id: string;
  /** Of the output's file or folder in the task set. */
  path: string | null;
  cid: string | null;
}

export const CRITERION_TYPES = ['ranking', 'score', 'single-choice', 'multiple-choice', 'text'] as const;
export type CriterionType = (typeof CRITERION_TYPES)[number];

interface CriterionBase {
  id: string;
  question: string;
  /** Asked once for the task, or of each output. */
  per: 'task' | 'output';
}

export type Criterion = CriterionBase &
  (
    | { type: 'ranking' }
    | { type: 'score'; min: number; max: number }
    | { type: 'single-choice' | 'multiple-choice'; options: string[] }
    | { type: 'text'; maxLength: number }
  );

export interface Task {
  /** 1-based line of `tasks.jsonl`. */
  line: number;
  id: string;
  kind: TaskKind;
  prompt: string;
  outputs: TaskOutput[];
  criteria: Criterion[];
}
