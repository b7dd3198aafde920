// The hash of this runtime's metadata as subtensor builds it into its wasm: `enable_metadata_hash("TAO", 9)`.
import type { PalletDeclaration } from '../frame/pallet.ts';
import { multiAddress, multiSignature } from '../frame/runtime-types.ts';
import { EXTRINSIC_VERSION, numberTypes } from '../metadata/encode-metadata.ts';
import { metadataDigest } from '../metadata/metadata-digest.ts';
import type { AnyCodec } from '../scale/codec.ts';
import { runtimeCall } from '../frame/runtime-call.ts';
import { SPEC_NAME } from '../frame/runtime-version.ts';
import { signedExtensions } from '../frame/signed-extensions.ts';

export function makeMetadataHash(pallets: readonly PalletDeclaration[], specVersion: number): Uint8Array {
  return metadataDigest(
    numberTypes(pallets),
    {
      version: EXTRINSIC_VERSION,
      address: multiAddress as AnyCodec,
      call: runtimeCall as AnyCodec,
      signature: multiSignature as AnyCodec,
      extensions: signedExtensions
    },
    { specVersion, specName: SPEC_NAME, ss58Prefix: 42, decimals: 9, tokenSymbol: 'TAO' }
  );
}
