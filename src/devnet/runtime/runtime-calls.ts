// The runtime APIs this chain serves through `state_call`, declared once for the metadata and for the answers.
import { AppError } from '#lib/core/error/app-error.ts';
import { constant, type PalletDeclaration } from '../frame/pallet.ts';
import { dispatchClass, accountId, runtimeVersion, taoBalance, weight } from '../frame/runtime-types.ts';
import { encodeMetadata, METADATA_VERSIONS, type MetadataVersion } from '../metadata/encode-metadata.ts';
import { specVersionOf, systemStorage } from '../pallets/system.ts';
import { feeDetails, feeOf, refTimeOf, totalFee } from '../pallets/transaction-payment.ts';
import { decode, encode } from '../scale/codec.ts';
import { newtype, option, record, struct, vec } from '../scale/composites.ts';
import { bytes, u32 } from '../scale/primitives.ts';
import type { ReadableState } from '../state/key-value.ts';
import { neuronInfoApi } from '../runtime-apis/neuron-info-api.ts';
import { stakeInfoApi } from '../runtime-apis/stake-info-api.ts';
import { subnetInfoApi } from '../runtime-apis/subnet-info-api.ts';
import { swapApi } from '../runtime-apis/swap-api.ts';
import { decodeExtrinsic } from './extrinsic.ts';
import { uncheckedExtrinsic } from '../frame/extrinsic-type.ts';
import { pallets } from './runtime.ts';
import type { RuntimeApi } from '../frame/runtime-api.ts';
import { runtimeVersionValue } from '../frame/runtime-version.ts';

const opaqueMetadata = newtype('sp_core::OpaqueMetadata', bytes);
const dispatchInfo = struct('pallet_transaction_payment::types::RuntimeDispatchInfo', {
  weight,
  class: dispatchClass,
  partial_fee: taoBalance
});

export interface RuntimeCalls {
  /** Encoded metadata with its magic number, as of a state. */
  metadata(version: MetadataVersion, state: ReadableState): Uint8Array;
  /** @throws AppError `devnet/no-runtime-api` for a method that is not served. */
  call(state: ReadableState, method: string, input: Uint8Array): Uint8Array;
}

export function createRuntimeCalls(): RuntimeCalls {
  const encoded = new Map<string, Uint8Array>();
  const metadata = (version: MetadataVersion, state: ReadableState): Uint8Array => {
    const specVersion = specVersionOf(state);
    const key = `${version} ${specVersion}`;
    const known = encoded.get(key) ?? encodeMetadata(version, palletsOf(specVersion), apis);
    encoded.set(key, known);
    return known;
  };
  const isServed = (version: number): version is MetadataVersion =>
    (METADATA_VERSIONS as readonly number[]).includes(version);
  const apis: RuntimeApi[] = [
    {
      name: 'Core',
      methods: {
        version: { inputs: {}, output: runtimeVersion, answer: (state) => runtimeVersionValue(specVersionOf(state)) }
      }
    },
    {
      name: 'Metadata',
      methods: {
        metadata: { inputs: {}, output: opaqueMetadata, answer: (state) => metadata(14, state) },
        metadata_at_version: {
          inputs: { version: u32 },
          output: option(opaqueMetadata),
          answer: (state, { version }) =>
            isServed(version as number) ? metadata(version as MetadataVersion, state) : undefined
        },
        metadata_versions: { inputs: {}, output: vec(u32), answer: () => [...METADATA_VERSIONS] }
      }
    },
    {
      name: 'AccountNonceApi',
      methods: {
        account_nonce: {
          inputs: { account: accountId },
          output: u32,
          answer: (state, { account }) => systemStorage.Account.get(state, account as Uint8Array).nonce
        }
      }
    },
    {
      name: 'TransactionPaymentApi',
      methods: {
        query_info: {
          inputs: { uxt: uncheckedExtrinsic, len: u32 },
          output: dispatchInfo,
          answer: (_state, { uxt, len }) => {
            const { call } = decodeExtrinsic(uxt as Uint8Array);
            return {
              weight: { ref_time: refTimeOf(call), proof_size: 0n },
              class: { type: call.declaration.class ?? 'Normal' },
              partial_fee: totalFee(feeOf(call, len as number))
            };
          }
        },
        query_fee_details: {
          inputs: { uxt: uncheckedExtrinsic, len: u32 },
          output: feeDetails,
          answer: (_state, { uxt, len }) => {
            const fee = feeOf(decodeExtrinsic(uxt as Uint8Array).call, len as number);
            if (!fee) return { inclusion_fee: undefined };
            return {
              inclusion_fee: { base_fee: fee.baseFee, len_fee: fee.lenFee, adjusted_weight_fee: fee.weightFee }
            };
          }
        }
      }
    },
    subnetInfoApi,
    neuronInfoApi,
    stakeInfoApi,
    swapApi
  ];
  return {
    metadata,
    call: (state, name, input) => {
      const api = apis.find((candidate) => name.startsWith(`${candidate.name}_`));
      const method = api?.methods[name.slice(api.name.length + 1)];
      if (!method) throw new AppError('devnet/no-runtime-api', `The runtime does not export ${name}.`);
      const inputs = decode(record(method.inputs), input);
      return encode(method.output, method.answer(state, inputs));
    }
  };
}

/** The pallets, with the constant that says the runtime's version. */
const palletsOf = (specVersion: number): PalletDeclaration[] =>
  pallets.map((pallet) =>
    pallet.name === 'System'
      ? {
          ...pallet,
          constants: { ...pallet.constants, Version: constant(runtimeVersion, runtimeVersionValue(specVersion)) }
        }
      : pallet
  );
