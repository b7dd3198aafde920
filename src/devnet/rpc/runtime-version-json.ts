// The runtime version as JSON-RPC shows it.
import { u8aToHex } from '@polkadot/util';
import { specVersionOf } from '../pallets/system.ts';
import { runtimeVersionValue } from '../frame/runtime-version.ts';
import type { ReadableState } from '../state/key-value.ts';

export function runtimeVersionJson(state: ReadableState) {
  const value = runtimeVersionValue(specVersionOf(state));
  return {
    specName: value.spec_name,
    implName: value.impl_name,
    authoringVersion: value.authoring_version,
    specVersion: value.spec_version,
    implVersion: value.impl_version,
    apis: value.apis.map(([id, version]) => [u8aToHex(id), version]),
    transactionVersion: value.transaction_version,
    systemVersion: value.system_version,
    stateVersion: value.system_version
  };
}
