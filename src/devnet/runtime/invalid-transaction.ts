// Why a node refuses a transaction, with the JSON-RPC codes and texts of sc-rpc-api's author errors.

export type InvalidReason =
  | { type: 'Stale' }
  | { type: 'Future' }
  | { type: 'BadProof' }
  | { type: 'BadSigner' }
  | { type: 'AncientBirthBlock' }
  | { type: 'Payment' }
  | { type: 'ExhaustsResources' }
  | { type: 'Call' }
  | { type: 'CannotLookup' }
  | { type: 'Custom'; code: number };

const TEXTS: Record<Exclude<InvalidReason['type'], 'Custom'>, string> = {
  Stale: 'Transaction is outdated',
  Future: 'Transaction will be valid in the future',
  BadProof: 'Transaction has a bad signature',
  BadSigner: 'Invalid signing address',
  AncientBirthBlock: 'Transaction has an ancient birth block',
  Payment: 'Inability to pay some fees (e.g. account balance too low)',
  ExhaustsResources: 'Transaction would exhaust the block limits',
  Call: 'Transaction call is not expected',
  CannotLookup: 'Could not lookup information required to validate the transaction'
};

/** A refused transaction; the chain is as it was. */
export class InvalidTransaction extends Error {
  readonly reason: InvalidReason;

  constructor(reason: InvalidReason) {
    super(reason.type === 'Custom' ? `Custom error: ${reason.code}` : TEXTS[reason.type]);
    this.name = 'InvalidTransaction';
    this.reason = reason;
  }
}

export const invalid = (type: Exclude<InvalidReason['type'], 'Custom'>): InvalidTransaction =>
  new InvalidTransaction({ type });
