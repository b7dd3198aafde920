// The subnet's metagraph from storage, every value read at one block. Storage names: subtensor `pallets/subtensor/src/lib.rs`.
import { u8aToHex } from '@polkadot/util';
import { decodeAddress } from '@polkadot/util-crypto';
import type { ChainConnection } from '../connection/connect-chain.ts';
import type { Metagraph, Neuron } from '../../core/market/metagraph.ts';

/** @param options.weights also read every weights row (one query a validator). */
export async function readMetagraph(
  connection: ChainConnection,
  netuid: number,
  options: { weights?: boolean } = {}
): Promise<Metagraph> {
  const hash = await connection.api.rpc.chain.getBlockHash();
  const at = await connection.api.at(hash);
  const header = await connection.api.rpc.chain.getHeader(hash);
  const subtensor = at.query.subtensorModule!;
  const read = async <T>(name: string, ...args: unknown[]): Promise<T> =>
    (await subtensor[name]!(...args)).toJSON() as T;
  const vector = <T>(name: string): Promise<T[]> => read<T[]>(name, netuid);

  const keys = (await subtensor.keys!.entries(netuid)).map(([key, hotkey]) => ({
    uid: Number(key.args[1]!.toString()),
    hotkey: hotkey.toString()
  }));
  keys.sort((a, b) => a.uid - b.uid);
  const [tempo, blocksSinceEpoch, permits, active, consensus, incentive, dividends, trust, emission, lastUpdate] =
    await Promise.all([
      read<number>('tempo', netuid),
      read<number>('blocksSinceLastStep', netuid),
      vector<boolean>('validatorPermit'),
      vector<boolean>('active'),
      vector<number>('consensus'),
      vector<number>('incentive'),
      vector<number>('dividends'),
      vector<number>('validatorTrust'),
      vector<number | string>('emission'),
      vector<number>('lastUpdate')
    ]);
  const [coldkeys, stakes, rows] = await Promise.all([
    subtensor.owner!.multi!(keys.map(({ hotkey }) => hotkey)),
    subtensor.totalHotkeyAlpha!.multi!(keys.map(({ hotkey }) => [hotkey, netuid])),
    options.weights ? Promise.all(keys.map(({ uid }) => read<[number, number][]>('weights', netuid, uid))) : []
  ]);
  const neurons = keys.map(({ uid, hotkey }, i): Neuron => ({
    uid,
    hotkey,
    publicKey: u8aToHex(decodeAddress(hotkey)),
    coldkey: coldkeys[i]!.toString(),
    coldkeyPublicKey: u8aToHex(decodeAddress(coldkeys[i]!.toString())),
    validatorPermit: permits[uid] ?? false,
    active: active[uid] ?? false,
    stakeRao: BigInt(stakes[i]!.toString()),
    consensus: consensus[uid] ?? 0,
    incentive: incentive[uid] ?? 0,
    dividends: dividends[uid] ?? 0,
    validatorTrust: trust[uid] ?? 0,
    emissionRao: BigInt(emission[uid] ?? 0),
    lastUpdateBlock: lastUpdate[uid] ?? 0,
    weights: rows[i] ?? []
  }));
  return { netuid, block: header.number.toNumber(), tempo, blocksSinceEpoch, neurons };
}
