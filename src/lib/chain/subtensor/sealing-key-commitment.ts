// A validator's X25519 key on chain: one Raw field of `Commitments.set_commitment`.
import { fromHex } from '../../core/encoding/hex.ts';
import { decodeSealingKey, encodeSealingKey, type CommittedKey } from '../../core/sealing/sealing-key-commitment.ts';
import type { ChainConnection } from '../connection/connect-chain.ts';
import type { Metagraph, PublishedKey, SealingKey } from '../../core/market/metagraph.ts';
import type { Extrinsic } from '../tx/submit-extrinsic.ts';

/** The extrinsic that publishes a key, signed by the hotkey. */
export function sealingKeyExtrinsic({ api }: ChainConnection, netuid: number, key: CommittedKey): Extrinsic {
  const bytes = encodeSealingKey(key);
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
    const published = publishedKey(commitments[i]!.toJSON());
    return published ? [{ uid, hotkey, ...published }] : [];
  });
}

/** The key that a hotkey had on chain at a past block, permit or not; `unknown` where the node has forgotten that block. */
export async function readSealingKeyAt(
  { api }: ChainConnection,
  netuid: number,
  { hotkey, block }: { hotkey: string; block: number }
): Promise<PublishedKey | null | 'unknown'> {
  const now = publishedKey((await api.query.commitments!.commitmentOf!(netuid, hotkey)).toJSON());
  // A commitment takes the place of the one before: one that is as old as the block stood there already.
  if (now !== null && now.publishedBlock <= block) return now;
  try {
    const at = await api.at(await api.rpc.chain.getBlockHash(block));
    return publishedKey((await at.query.commitments!.commitmentOf!(netuid, hotkey)).toJSON());
  } catch {
    return 'unknown';
  }
}

function publishedKey(registration: unknown): PublishedKey | null {
  const { block, info } = (registration ?? {}) as { block?: number; info?: { fields?: Record<string, string>[] } };
  const key = rawFields(info?.fields ?? [])
    .map(decodeSealingKey)
    .find((found) => found !== null);
  return key ? { ...key, publishedBlock: block ?? 0 } : null;
}

function rawFields(fields: Record<string, string>[]): Uint8Array[] {
  return fields.flatMap((field) =>
    Object.entries(field).flatMap(([name, value]) =>
      /^raw\d+$/i.test(name) && typeof value === 'string' ? [fromHex(value)] : []
    )
  );
}
