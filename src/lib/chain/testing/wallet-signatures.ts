// Signs what a page hands to a wallet, as the polkadot-js extension does: with a registry of its own that knows no more than
// the payload says, or, for a Ledger, than the metadata that was offered to it.
import type { KeyringPair } from '@polkadot/keyring/types';
import type { MetadataDef } from '@polkadot/extension-inject/types';
import { Metadata, TypeRegistry } from '@polkadot/types';
import type { SignerPayloadJSON, SignerPayloadRaw, SignerResult } from '@polkadot/types/types';
import { u8aToHex, u8aWrapBytes } from '@polkadot/util';

export function signPayload(pair: KeyringPair, payload: SignerPayloadJSON): SignerResult {
  const registry = registryOf(payload);
  return { id: 1, ...registry.createType('ExtrinsicPayload', payload, { version: payload.version }).sign(pair) };
}

export function signRaw(pair: KeyringPair, { data }: SignerPayloadRaw): SignerResult {
  return { id: 1, signature: u8aToHex(pair.sign(u8aWrapBytes(data))) };
}

/**
 * Sets the mode of `CheckMetadataHash`, which the page did not ask for, and returns the whole transaction.
 * @param definition what the page offered
 */
export function signAsLedger(
  pair: KeyringPair,
  payload: SignerPayloadJSON,
  { definition, metadataHash }: { definition: MetadataDef; metadataHash: `0x${string}` }
): SignerResult {
  if (!definition.rawMetadata) throw new Error("To sign with Ledger's Polkadot Generic App, the metadata is needed.");
  const registry = registryOf(payload);
  registry.setMetadata(new Metadata(registry, definition.rawMetadata), undefined, undefined, true);
  const hashed = { ...payload, mode: 1, metadataHash, withSignedTransaction: true };
  const raw = registry.createType('ExtrinsicPayload', hashed, { version: payload.version });
  const { signature } = raw.sign(pair);
  const extrinsic = registry.createType('Extrinsic', { method: payload.method }, { version: payload.version });
  extrinsic.addSignature(payload.address, signature, raw.toHex());
  return { id: 1, signature, signedTransaction: extrinsic.toHex() };
}

function registryOf({ signedExtensions }: SignerPayloadJSON): TypeRegistry {
  const registry = new TypeRegistry();
  registry.setSignedExtensions(signedExtensions, {}, true);
  return registry;
}
