// Bonds reset: a miner may ask that all bonds to it be void (subtensor `epoch/run_epoch.rs` do_reset_bonds).
import type { KeyValue } from '../../state/key-value.ts';
import { subtensorStorage as storage } from './subtensor-storage.ts';
import { mechanismIndex } from './weights-rules.ts';

/** Removes every bond to the hotkey's uid, in all mechanisms; nothing where `BondsResetOn` is off or it has no uid. */
export function resetBonds(state: KeyValue, netuid: number, hotkey: Uint8Array): void {
  if (!storage.BondsResetOn.get(state, netuid)) return;
  const uid = storage.Uids.get(state, netuid, hotkey);
  if (uid === undefined) return;
  for (let mechanism = 0; mechanism < storage.MechanismCountCurrent.get(state, netuid); mechanism++) {
    const index = mechanismIndex(netuid, mechanism);
    for (const { keys, value } of storage.Bonds.entries(state, index)) {
      const uids = Array.from(value.uids);
      const at = uids.indexOf(uid);
      if (at === -1) continue;
      storage.Bonds.put(state, index, keys[1], {
        uids: uids.toSpliced(at, 1),
        values: Array.from(value.values).toSpliced(at, 1)
      });
    }
  }
}
