// What a pallet declares of its calls, events and errors, and who calls it: the words that pallets and the dispatch share.
import type { FieldCodecs } from '../scale/composites.ts';

export interface EventDeclaration<Fields extends FieldCodecs = FieldCodecs> {
  palletIndex: number;
  pallet: string;
  name: string;
  index: number;
  fields: Fields;
}

export interface ErrorDeclaration {
  palletIndex: number;
  pallet: string;
  name: string;
  index: number;
}

/** Who calls: an account, the chain's own administrator, or nobody (inherents). */
export type Origin = { type: 'Signed'; account: Uint8Array } | { type: 'Root' } | { type: 'None' };

/** What a successful call may say of its cost. */
export interface PostDispatch {
  paysFee?: boolean;
}
