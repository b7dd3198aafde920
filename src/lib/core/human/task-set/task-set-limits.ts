// What a task set and the answers to it may be. Everything that grows with them is bounded by these.

export const TASK_SET_LIMITS = Object.freeze({
  maxBytes: 64 * 1024 * 1024,
  maxTasks: 10_000,
  maxLineBytes: 256 * 1024,
  minOutputs: 2,
  /** Pairs of outputs grow with its square: 120. */
  maxOutputs: 16,
  maxCriteria: 16,
  maxOptions: 32,
  maxIdLength: 64,
  maxPromptLength: 20_000,
  maxQuestionLength: 1_000,
  maxOptionLength: 200,
  maxPathLength: 200
});

export const ANSWER_LIMITS = Object.freeze({
  maxBytes: 256 * 1024 * 1024,
  maxLines: 500_000,
  maxLineBytes: 64 * 1024,
  /** Of one answer to a text criterion, whatever the task says. */
  maxTextLength: 4_000,
  maxNameLength: 128,
  /** A day: what is longer says nothing about the work. */
  maxMs: 86_400_000,
  /** Each is held against each other. */
  maxLabelers: 1_000,
  /** Faults that are named one by one; the others are counted. */
  maxNamedFaults: 1_000
});
