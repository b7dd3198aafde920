// The mechanisms that the pages know: one line each. What lists need is here, the rest is loaded with the first page that needs it.
import { AppError } from '../../core/error/app-error.ts';
import type { RequestSpec } from '../../core/request/request-spec.ts';
import type { MechanismFace } from './face.ts';
import { kindOfRows, ROW_KINDS } from './lift/row-kinds.ts';

export interface FaceEntry {
  label: string;
  /** In one sentence, for who chooses one. */
  explanation: string;
  /** What a request is for, in a word or two. */
  kindOf(spec: RequestSpec): string;
  /** The kinds there are, for filters. */
  kinds: readonly string[];
  load(): Promise<MechanismFace<any>>; // eslint-disable-line @typescript-eslint/no-explicit-any -- each has a body of its own
}

export const FACES: Readonly<Record<string, FaceEntry>> = {
  lift: {
    label: 'Rows that teach',
    explanation: 'Rows of data. A small model is trained on them; what it gains on your hidden rows is the score.',
    kindOf: kindOfRows,
    kinds: Object.values(ROW_KINDS),
    load: async () => (await import('./lift/lift-face.ts')).liftFace
  },
  harness: {
    label: 'Programs that make data',
    explanation: 'A program that writes conversations of an agent with its tools: as many datasets as there are seeds.',
    kindOf: () => 'Programs',
    kinds: ['Programs'],
    load: async () => (await import('./harness/harness-face.ts')).harnessFace
  },
  human: {
    label: 'Judgements of people',
    explanation: 'People rank outputs. Orders that you alone know say how much their judgement is worth.',
    kindOf: () => 'Judgements',
    kinds: ['Judgements'],
    load: async () => (await import('./human/human-face.ts')).humanFace
  }
};

/** A stranger's request may name anything, `constructor` too. */
const entryOf = (name: string): FaceEntry | undefined => (Object.hasOwn(FACES, name) ? FACES[name] : undefined);

/** What a request is for; the mechanism's name where this page does not know it. */
export const kindOf = (spec: RequestSpec): string => entryOf(spec.mechanism)?.kindOf(spec) ?? spec.mechanism;

/** What a mechanism is called; its name where this page does not know it. */
export const labelOf = (name: string): string => entryOf(name)?.label ?? name;

/** @throws AppError `mechanism/unknown`. */
export function loadFace(
  name: string
): Promise<MechanismFace<any>> /* eslint-disable-line @typescript-eslint/no-explicit-any */ {
  const entry = entryOf(name);
  if (entry) return entry.load();
  return Promise.reject(
    new AppError('mechanism/unknown', `This page does not know the mechanism "${name}".`, {
      hints: ['Load the page anew: a newer version may know it.'],
      details: { name, known: Object.keys(FACES) }
    })
  );
}
