// A validator's X25519 key on chain: one Raw field of `Commitments.set_commitment`.
import { fromHex } from '../../core/encoding/hex.ts';
import { decodeSealingKey, encodeSealingKey } from '../../core/sealing/sealing-key-commitment.ts';
import type { ChainConnection } from '../connection/connect-chain.ts';
import type { Metagraph, SealingKey } from '../../core/market/metagraph.ts';
import type { Extrinsic } from '../tx/submit-extrinsic.ts';

/** The extrinsic that publishes a key, signed by the hotkey. */
export function sealingKeyExtrinsic({ api }: ChainConnection, netuid: number, publicKey: Uint8Array): Extrinsic {
  const bytes = encodeSealingKey(publicKey);
  const field = { [`Raw${bytes.length}`]: bytes };
  return api.tx.commitments!.setCommitment!(netuid, { fields: [field] }) as Extrinsic;
}

/** The keys that validators with a permit published. Malformed commitments are left out. */
export async function readSealingKeys({ api }: ChainConnection, { netuid, neurons }: Metagraph): Promise<SealingKey[]> {
  const validators = neurons.filter((neuron) => neuron.validatorPermit);
  const commitments = await Promise.all(
    validators.map(({ hotkey }) => api.query.commitments!.commitmentOf!(netuid, hotkey))
  );
  return validators.flatMap(({ uid, hotkey }, i) => {
    const publicKey = rawFields(commitments[i]!.toJSON())
      .map(decodeSealingKey)
      .find((key) => key !== null);
    return publicKey ? [{ uid, hotkey, publicKey }] : [];
  });
}

function rawFields(registration: unknown): Uint8Array[] {
  const fields = (registration as { info?: { fields?: Record<string, string>[] } } | null)?.info?.fields ?? [];
  return fields.flatMap((field) =>
    Object.entries(field).flatMap(([name, value]) =>
      /^raw\d+$/i.test(name) && typeof value === 'string' ? [fromHex(value)] : []
    )
  );
}
