// What a signed transaction carries beside its call, in the order of subtensor's runtime (spec 425).
import { hash } from './runtime-types.ts';
import type { AnyCodec } from '../scale/codec.ts';
import { option, struct, tuple, variant } from '../scale/composites.ts';
import { era } from '../scale/era.ts';
import { compactBig, compactNumber, fixedBytes, u32, u64 } from '../scale/primitives.ts';

export interface SignedExtension {
  identifier: string;
  /** In the transaction. */
  type: AnyCodec;
  /** Only in what is signed. */
  additionalSigned: AnyCodec;
}

const none = tuple();
const empty = (path: string): AnyCodec => struct(path, {});
export const metadataHashMode = variant('frame_metadata_hash_extension::Mode', {
  Disabled: { index: 0 },
  Enabled: { index: 1 }
});

export const signedExtensions: readonly SignedExtension[] = [
  {
    identifier: 'CheckNonZeroSender',
    type: empty('frame_system::extensions::check_non_zero_sender::CheckNonZeroSender'),
    additionalSigned: none
  },
  {
    identifier: 'CheckSpecVersion',
    type: empty('frame_system::extensions::check_spec_version::CheckSpecVersion'),
    additionalSigned: u32
  },
  {
    identifier: 'CheckTxVersion',
    type: empty('frame_system::extensions::check_tx_version::CheckTxVersion'),
    additionalSigned: u32
  },
  {
    identifier: 'CheckGenesis',
    type: empty('frame_system::extensions::check_genesis::CheckGenesis'),
    additionalSigned: hash
  },
  {
    identifier: 'CheckMortality',
    type: struct('node_subtensor_runtime::check_mortality::CheckMortality', { 0: era }),
    additionalSigned: hash
  },
  {
    identifier: 'CheckNonce',
    type: struct('node_subtensor_runtime::check_nonce::CheckNonce', { 0: compactNumber(u32) }),
    additionalSigned: none
  },
  {
    identifier: 'CheckWeight',
    type: empty('frame_system::extensions::check_weight::CheckWeight'),
    additionalSigned: none
  },
  {
    identifier: 'ChargeTransactionPayment',
    type: struct('node_subtensor_runtime::transaction_payment_wrapper::ChargeTransactionPaymentWrapper', {
      0: compactBig(u64)
    }),
    additionalSigned: none
  },
  {
    identifier: 'SudoTransactionExtension',
    type: empty('node_subtensor_runtime::sudo_wrapper::SudoTransactionExtension'),
    additionalSigned: none
  },
  {
    identifier: 'CheckShieldedTxValidity',
    type: empty('pallet_shield::extension::CheckShieldedTxValidity'),
    additionalSigned: none
  },
  {
    identifier: 'SubtensorTransactionExtension',
    type: empty('pallet_subtensor::extensions::subtensor::SubtensorTransactionExtension'),
    additionalSigned: none
  },
  { identifier: 'DrandPriority', type: empty('pallet_drand::drand_priority::DrandPriority'), additionalSigned: none },
  {
    identifier: 'CheckMetadataHash',
    type: struct('frame_metadata_hash_extension::CheckMetadataHash', { mode: metadataHashMode }),
    additionalSigned: option(fixedBytes(32))
  }
];
