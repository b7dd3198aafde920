// An EIP-7702 authorization as pallet_evm's calls carry it. This chain reads them and sets no delegation.
import { h160, hash } from '../../frame/runtime-types.ts';
import { struct } from '../../scale/composites.ts';
import { bool, u256, u64 } from '../../scale/primitives.ts';

const signature = struct('ethereum::transaction::eip2930::MalleableTransactionSignature', {
  odd_y_parity: bool,
  r: hash,
  s: hash
});

export const authorizationItem = struct('ethereum::transaction::eip7702::AuthorizationListItem', {
  chain_id: u64,
  address: h160,
  nonce: u256,
  signature
});
