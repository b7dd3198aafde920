// The version this chain answers: subtensor's spec 425, so that clients treat it as the same runtime.
import { stringToU8a } from '@polkadot/util';
import { blake2b } from '@noble/hashes/blake2.js';

export const SPEC_NAME = 'node-subtensor';
/** Of a new chain; `dev_upgrade` raises it. */
export const SPEC_VERSION = 425;
export const TRANSACTION_VERSION = 1;

/** Runtime APIs this chain serves through `state_call`, with their versions. */
export const RUNTIME_APIS: Record<string, number> = {
  Core: 5,
  Metadata: 2,
  AccountNonceApi: 1,
  TransactionPaymentApi: 4,
  SubnetInfoRuntimeApi: 2,
  NeuronInfoRuntimeApi: 1,
  StakeInfoRuntimeApi: 1,
  SwapRuntimeApi: 1
};

/** A runtime API's id: the first 8 bytes of its name's blake2. */
export const runtimeApiId = (name: string): Uint8Array => blake2b(stringToU8a(name), { dkLen: 8 });

/** The version as state says it, so that an upgrade is part of the chain's history. */
export const runtimeVersionValue = (specVersion: number) => ({
  spec_name: SPEC_NAME,
  impl_name: SPEC_NAME,
  authoring_version: 1,
  spec_version: specVersion,
  impl_version: 1,
  apis: Object.entries(RUNTIME_APIS).map(([name, version]): [Uint8Array, number] => [runtimeApiId(name), version]),
  transaction_version: TRANSACTION_VERSION,
  system_version: 1
});
