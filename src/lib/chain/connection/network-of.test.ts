import { describe, expect, test } from 'vitest';
import { networkOf } from './network-of.ts';
import { LOCAL_NETWORK, NETWORKS } from '../../core/market/networks.ts';

const finney = NETWORKS.find(({ id }) => id === 'finney')!;
const identity = (genesisHash: string, chainType = 'Live') => ({
  genesisHash: genesisHash as `0x${string}`,
  chainType,
  chainName: 'Some chain'
});

describe('which network a connection is', () => {
  test('by its genesis, or a local one by its type', () => {
    expect(networkOf(identity(finney.genesisHash!)).id).toBe('finney');
    expect(networkOf(identity('0x01', 'Development')).id).toBe('local');
  });

  test('an unknown chain is refused', () => {
    expect(() => networkOf(identity('0x01'))).toThrowError(expect.objectContaining({ code: 'chain/unknown-network' }));
  });

  test('the one that was asked for, only with its genesis', () => {
    expect(networkOf(identity(finney.genesisHash!), finney)).toEqual(finney);
    expect(() => networkOf(identity('0x01'), finney)).toThrowError(
      expect.objectContaining({ code: 'chain/wrong-network' })
    );
  });

  test('only the chain itself says whether development accounts exist on it', () => {
    const own = { ...LOCAL_NETWORK, id: 'custom', label: 'wss://somewhere' };
    expect(networkOf(identity('0x01'), own).isLocal).toBe(false);
    expect(networkOf(identity('0x01', 'Development'), own).isLocal).toBe(true);
  });
});

test.each([null, finney])(
  'a node of a pinned network that calls itself a development chain is not believed',
  (wanted) => {
    const network = networkOf(identity(finney.genesisHash!, 'Development'), wanted);
    expect([network.id, network.isLocal]).toEqual(['finney', false]);
    const unlisted = { ...LOCAL_NETWORK, id: 'custom', genesisHash: null };
    expect(networkOf(identity(finney.genesisHash!, 'Development'), unlisted).isLocal).toBe(false);
  }
);

test('the reviewed list names a genesis for every public network and takes only encrypted lines to them', () => {
  for (const { genesisHash, endpoints, isLocal } of NETWORKS) {
    if (isLocal) continue;
    expect(genesisHash).toMatch(/^0x[0-9a-f]{64}$/);
    expect(endpoints.every((url) => url.startsWith('wss://'))).toBe(true);
  }
});
