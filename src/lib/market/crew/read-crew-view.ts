// The crew's look at the chain, from which its next step follows.
import { evmAddressOf } from '../../core/accounts/evm-address.ts';
import { WORD_PROBLEM_REQUEST } from '../../core/demo/word-problems.ts';
import { keysToSealTo } from '../../core/sealing/keys-to-seal-to.ts';
import { sealingSecrets } from '../keys/sealing-secrets.ts';
import { findAccountNeuron } from '../request/account-neuron.ts';
import { draftPlace } from '../scoring/keep-report.ts';
import type { MarketEntry, MarketReader } from '../request/market-reader.ts';
import type { CrewEdges } from './crew-edges.ts';
import { CREW_MINERS, CREW_REQUESTER, CREW_VALIDATORS } from './crew-members.ts';
import type { CrewNeuron, CrewRequest, CrewView } from './crew-view.ts';

export async function readCrewView(edges: CrewEdges, reader: MarketReader): Promise<CrewView> {
  const { chain, vault } = edges;
  const [{ number: block }, metagraph, entries, published] = await Promise.all([
    chain.bestBlock(),
    chain.metagraph(),
    reader.list(),
    chain.sealingKeys()
  ]);
  const { recipients: keys } = keysToSealTo(published, block);
  const hired = (names: readonly string[]): CrewNeuron[] =>
    names.flatMap((name) => {
      const neuron = findAccountNeuron(metagraph, edges.member(name));
      return neuron ? [{ name, neuron }] : [];
    });
  const validators = hired(CREW_VALIDATORS).filter(({ neuron }) => neuron.validatorPermit);
  const secrets = await Promise.all(validators.map(({ neuron }) => sealingSecrets(vault, neuron.publicKey)));
  const bonds = await Promise.all(validators.map(({ neuron }) => chain.bond(neuron.publicKey)));
  return {
    block,
    requests: await Promise.all(entries.map((entry) => readRequest(entry, validators, edges))),
    validators: validators.map((validator, i) => ({
      ...validator,
      freeBondRao: bonds[i]!.activeRao - bonds[i]!.lockedRao
    })),
    miners: hired(CREW_MINERS.map(({ name }) => name)),
    ready: validators
      .filter(({ neuron }, i) => secrets[i]!.length > 0 && keys.some(({ uid }) => uid === neuron.uid))
      .map(({ name }) => name),
    owed: await owedMembers(edges)
  };
}

/** Asks only for what the request's stage makes use of. */
async function readRequest(
  { request, submissions, spec }: MarketEntry,
  validators: readonly CrewNeuron[],
  edges: CrewEdges
): Promise<CrewRequest> {
  const { chain } = edges;
  const { id, stage } = request;
  const isOver = stage === 'settled' || stage === 'refunded';
  const isPackageWaiting = submissions.some(({ status }) => status === 'passed');
  const isSeated = stage !== 'open' && (!isOver || isPackageWaiting);
  const [electors, challenges, keys, measured, unreleased] = await Promise.all([
    isSeated ? chain.electors(id) : [],
    stage === 'scoring' ? chain.challenges(id) : [],
    isOver ? chain.benchmarkKeys(id) : [],
    stage === 'scoring' ? readMeasured(id, validators, edges) : {},
    stage === 'settled' && request.terms.forSale ? readUnreleased(id, submissions, chain) : []
  ]);
  const requester = evmAddressOf(edges.member(CREW_REQUESTER).publicKey);
  const isOwn = request.requester.toLowerCase() === requester && spec?.title === WORD_PROBLEM_REQUEST.title;
  return { request, submissions, electors, challenges, isOwn, isRevealed: keys.length > 0, measured, unreleased };
}

async function readMeasured(
  requestId: number,
  validators: readonly CrewNeuron[],
  { chain, drafts }: CrewEdges
): Promise<CrewRequest['measured']> {
  const kept = await Promise.all(
    validators.map(async ({ name, neuron }) => {
      const draft = await drafts.get(draftPlace(chain, neuron, { requestId }));
      return [name, (draft?.reports ?? []).map(({ submission }) => submission.index)] as const;
    })
  );
  return Object.fromEntries(kept);
}

async function readUnreleased(
  requestId: number,
  submissions: MarketEntry['submissions'],
  chain: CrewEdges['chain']
): Promise<CrewRequest['unreleased']> {
  const sold = submissions.filter(({ status }) => status === 'opened');
  const purchases = await Promise.all(
    sold.map(async ({ index }) => {
      const open = (await chain.purchases(requestId, index)).filter(({ isClosed }) => !isClosed);
      return open.map(({ id }) => ({ submissionIndex: index, purchaseId: id }));
    })
  );
  return purchases.flat();
}

async function owedMembers({ chain, member }: CrewEdges): Promise<string[]> {
  const names = [...CREW_MINERS.map(({ name }) => name), ...CREW_VALIDATORS, CREW_REQUESTER];
  const owed = await Promise.all(names.map((name) => chain.owedRao(member(name).publicKey)));
  return names.filter((_, i) => owed[i]! > 0n);
}
