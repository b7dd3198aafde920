// What a pallet's call may use: the state, the block it runs in, events, and dispatching another call.
import type { FieldCodecs, FieldValues } from '../scale/composites.ts';
import type { Overlay } from '../state/overlay.ts';
import type { EventDeclaration, Origin, PostDispatch } from './declarations.ts';

/** A call read from bytes: which one, and its arguments by name. */
export interface RuntimeCall {
  pallet: string;
  name: string;
  declaration: CallDeclaration;
  args: Record<string, unknown>;
}

export interface DepositedEvent {
  declaration: EventDeclaration;
  fields: Record<string, unknown>;
}

/** A log of the EVM, kept beside the state so that `eth_getLogs` can find it. */
export interface EvmLog {
  address: Uint8Array;
  topics: Uint8Array[];
  data: Uint8Array;
}

export interface DispatchContext {
  readonly state: Overlay;
  readonly blockNumber: number;
  /** Milliseconds since 1970, as the block's timestamp says. */
  readonly timestampMs: number;
  deposit<Fields extends FieldCodecs>(event: EventDeclaration<Fields>, fields: FieldValues<Fields>): void;
  /** Runs a call in its own storage layer; its failure undoes its changes and events and is thrown on. */
  dispatch(origin: Origin, call: RuntimeCall): Promise<PostDispatch>;
  /** Runs `work` in a storage layer that an exception undoes. */
  transactional<T>(work: () => T | Promise<T>): Promise<T>;
  recordEvmLog(log: EvmLog): void;
}

export interface CallDeclaration<Fields extends FieldCodecs = FieldCodecs> {
  index: number;
  args: Fields;
  /** Picoseconds of computation as the fee counts it. */
  refTime?: bigint;
  /** False for calls that are free. */
  paysFee?: boolean;
  class?: 'Normal' | 'Operational' | 'Mandatory';
  dispatch(
    context: DispatchContext,
    origin: Origin,
    args: FieldValues<Fields>
  ): void | PostDispatch | Promise<void | PostDispatch>;
}
