// What the EVM needs of the block that it runs in: beside a call's own, the storage layers that its checkpoints open and close.
import type { DispatchContext } from '../frame/dispatch-context.ts';

export interface EvmContext extends DispatchContext {
  readonly parentHash: Uint8Array;
  begin(): void;
  commit(): void;
  rollback(): void;
}
