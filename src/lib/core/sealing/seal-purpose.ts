// What a seal is for, see SealContext: each names the account on chain that it was made by.

/** @param requester EVM address that opens the request. */
export const benchmarkSealPurpose = ({ commitment, requester }: { commitment: string; requester: string }): string =>
  `benchmark ${commitment} of ${requester.toLowerCase()}`;

/** @param miner public key of the hotkey that submits. */
export const packageSealPurpose = ({ keyHash, miner }: { keyHash: string; miner: string }): string =>
  `package ${keyHash} of ${miner}`;
