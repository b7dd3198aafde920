// The crew's look at the chain, from which its next step follows.
import { evmAddressOf } from '../../core/accounts/evm-address.ts';
import { WORD_PROBLEM_REQUEST } from '../../core/demo/word-problems.ts';
import { sealingKeyName } from '../../core/benchmark/key-names.ts';
import { findAccountNeuron } from '../account-neuron.ts';
import type { MarketReader } from '../market-reader.ts';
import type { CrewEdges } from './crew-edges.ts';
import { CREW_MINERS, CREW_REQUESTER, CREW_VALIDATORS } from './crew-members.ts';
import type { CrewNeuron, CrewView } from './crew-step.ts';

export async function readCrewView(edges: CrewEdges, reader: MarketReader): Promise<CrewView> {
  const { chain, vault } = edges;
  const [{ number: block }, metagraph, entries, keys] = await Promise.all([
    chain.bestBlock(),
    chain.metagraph(),
    reader.list(),
    chain.sealingKeys()
  ]);
  const hired = (names: readonly string[]): CrewNeuron[] =>
    names.flatMap((name) => {
      const neuron = findAccountNeuron(metagraph, edges.member(name));
      return neuron ? [{ name, neuron }] : [];
    });
  const validators = hired(CREW_VALIDATORS).filter(({ neuron }) => neuron.validatorPermit);
  const closed = entries.filter(({ request }) => request.status !== 'open');
  const revealed = new Set<number>();
  for (const { request } of closed) if ((await chain.benchmarkKeys(request.id)).length > 0) revealed.add(request.id);
  const requester = evmAddressOf(edges.member(CREW_REQUESTER).publicKey);
  const secrets = await Promise.all(validators.map(({ neuron }) => vault.get(sealingKeyName(neuron.publicKey))));
  return {
    block,
    requests: entries.map(({ request, submissions, spec }) => ({
      request,
      submissions,
      isOwn: request.requester.toLowerCase() === requester && spec?.title === WORD_PROBLEM_REQUEST.title,
      isRevealed: revealed.has(request.id)
    })),
    validators,
    miners: hired(CREW_MINERS.map(({ name }) => name)),
    ready: validators
      .filter(({ neuron }, i) => secrets[i] && keys.some(({ uid }) => uid === neuron.uid))
      .map(({ name }) => name),
    owed: await owedMembers(edges)
  };
}

async function owedMembers({ chain, member }: CrewEdges): Promise<string[]> {
  const names = [...CREW_MINERS.map(({ name }) => name), ...CREW_VALIDATORS, CREW_REQUESTER];
  const owed = await Promise.all(names.map((name) => chain.owedRao(member(name).publicKey)));
  return names.filter((_, i) => owed[i]! > 0n);
}
