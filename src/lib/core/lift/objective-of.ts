// Which objective belongs to which rows.
import type { RequestFields } from '../dataset/row-fields.ts';
import type { Objective } from './objective.ts';
import { PreferenceObjective } from './preference-objective.ts';
import type { LiftProtocol } from './protocol.ts';
import type { ReferenceModel } from '../model/reference-model.ts';
import { TextObjective } from './text-objective.ts';

/** `text`: outputs are learnt (texts, code, conversations); `preference`: which of two answers is better. */
export type RowKind = 'text' | 'preference';

export function rowKindOf({ kind }: RequestFields): RowKind {
  return kind === 'preference' ? 'preference' : 'text';
}

export function objectiveOf(kind: RowKind, reference: ReferenceModel, protocol: LiftProtocol): Objective {
  return kind === 'preference' ? new PreferenceObjective(reference, protocol) : new TextObjective(reference, protocol);
}
