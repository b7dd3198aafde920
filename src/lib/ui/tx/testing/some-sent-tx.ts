import type { SentTx } from '../../../ports/tx-state.ts';

/** Of account `5F` on the chain `0x01`. */
export const SOME_SENT_TX: SentTx = {
  txHash: '0xaa',
  account: '5F',
  nonce: 3,
  genesisHash: '0x01',
  specVersion: 425,
  fromBlock: 5,
  untilBlock: 68
};
