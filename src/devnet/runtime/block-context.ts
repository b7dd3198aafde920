// One block (or one read-only call) at work: its state, its events and EVM logs, layered so that failure leaves no trace.
import { isNestedBatch } from '../pallets/utility.ts';
import { callRefusal } from '../pallets/subtensor/call-guards.ts';
import { systemErrors } from '../pallets/system.ts';
import type { DepositedEvent, DispatchContext, EvmLog, RuntimeCall } from '../frame/dispatch-context.ts';
import { DispatchFailure } from '../frame/pallet.ts';
import { type EventDeclaration, type Origin, type PostDispatch } from '../frame/declarations.ts';
import type { FieldCodecs, FieldValues } from '../scale/composites.ts';
import type { ReadableState } from '../state/key-value.ts';
import { Overlay } from '../state/overlay.ts';

export class BlockContext implements DispatchContext {
  readonly state: Overlay;
  readonly blockNumber: number;
  timestampMs: number;
  readonly parentHash: Uint8Array;
  /** Events of the current phase, in order. */
  readonly events: DepositedEvent[] = [];
  readonly evmLogs: EvmLog[] = [];
  private readonly layers: { events: number; logs: number }[] = [];

  constructor(base: ReadableState, block: { number: number; timestampMs: number; parentHash: Uint8Array }) {
    this.state = new Overlay(base);
    this.blockNumber = block.number;
    this.timestampMs = block.timestampMs;
    this.parentHash = block.parentHash;
  }

  deposit<Fields extends FieldCodecs>(declaration: EventDeclaration<Fields>, fields: FieldValues<Fields>): void {
    this.events.push({ declaration: declaration as unknown as EventDeclaration, fields });
  }

  recordEvmLog(log: EvmLog): void {
    this.evmLogs.push(log);
  }

  begin(): void {
    this.state.begin();
    this.layers.push({ events: this.events.length, logs: this.evmLogs.length });
  }

  commit(): void {
    this.state.commit();
    this.layers.pop();
  }

  rollback(): void {
    this.state.rollback();
    const layer = this.layers.pop()!;
    this.events.length = layer.events;
    this.evmLogs.length = layer.logs;
  }

  async transactional<T>(work: () => T | Promise<T>): Promise<T> {
    this.begin();
    try {
      const result = await work();
      this.commit();
      return result;
    } catch (error) {
      this.rollback();
      throw error;
    }
  }

  async dispatch(origin: Origin, call: RuntimeCall): Promise<PostDispatch> {
    if (origin.type !== 'Root' && isNestedBatch(call)) throw new DispatchFailure(systemErrors.CallFiltered);
    const refusal = origin.type === 'Signed' ? callRefusal(this, origin.account, call) : undefined;
    if (refusal) throw new DispatchFailure(refusal);
    return this.transactional(async () => (await call.declaration.dispatch(this, origin, call.args)) ?? {});
  }
}
