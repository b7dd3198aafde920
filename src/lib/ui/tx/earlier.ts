// What was sent before and must not be sent again by mistake.
import { isOnItsWay, type TxPurpose, type TxRecord } from './tx-record.ts';

/**
 * An account's transactions of one purpose on this chain. What the chain can no longer tell is not waited for: nothing would
 * ever end that.
 * @param of.genesisHash null: not known yet, so that what was sent to any chain counts
 */
export function findEarlier(
  records: readonly TxRecord[],
  of: { purpose: TxPurpose; account: string | null; genesisHash: string | null }
): { unfinished: TxRecord | null; finalized: TxRecord[] } {
  const own = records.filter(
    ({ purpose, account, sent }) =>
      purpose === of.purpose &&
      account === of.account &&
      (!sent || of.genesisHash === null || sent.genesisHash === of.genesisHash)
  );
  return {
    unfinished: own.find(({ status, isUntold }) => isOnItsWay(status) && !isUntold) ?? null,
    finalized: own.filter(({ status }) => status === 'finalized')
  };
}
