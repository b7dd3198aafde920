// All that a validator can do now in the requests that are not over, those that pay best first, what of it failed, and what it
// waits for.
import { mapAtOnce } from '#lib/core/map-at-once.ts';
import { DEFAULT_MACHINE_SETTINGS, type MachineSettings } from '#lib/core/validator/machine-settings.ts';
import { findAccountNeuron } from '#lib/market/request/account-neuron.ts';
import type { ActionView } from '#lib/market/request/action-view.ts';
import { draftPlace } from '#lib/market/scoring/keep-report.ts';
import { heldCommits } from '#lib/market/scoring/held-commits.ts';
import { machineOfRequest } from '#lib/market/request/machine-of-request.ts';
import { readRequestState } from '#lib/market/request/request-state.ts';
import type { Sender } from '../session/market-session.ts';
import type { Machine } from '../session/measure.ts';
import { carryOutDuties, type DutyDone } from './carry-out-duties.ts';
import { bondFor, byWhatTheyPay } from './duty-order.ts';
import { doDuty } from './do-duty.ts';
import { dutyWaits, type DutyWait } from './duty-waits.ts';
import type { UndoneDuty } from './undone-duty.ts';

const READS_AT_ONCE = 16;

/**
 * What fails is said and does not stop the rest.
 * @param options.reserveRao of the bond, kept from requests with a smaller bounty; `settings` of this machine.
 * Throws only the signal's reason and chain errors of reading.
 */
export async function doDuties(
  machine: Machine,
  sender: Sender,
  { reserveRao = 0n, settings = DEFAULT_MACHINE_SETTINGS }: { reserveRao?: bigint; settings?: MachineSettings } = {}
): Promise<{ did: DutyDone[]; undone: UndoneDuty[]; waits: DutyWait[] }> {
  const view = (id: number) => readView(id, sender, { reserveRao, settings });
  const did: DutyDone[] = [];
  const undone: UndoneDuty[] = [];
  const waits: DutyWait[] = [];
  const count = await sender.chain.requestCount();
  const ids = Array.from({ length: count }, (_, id) => id);
  const requests = await mapAtOnce(ids, READS_AT_ONCE, (id) => sender.chain.request(id), sender.options.signal);
  const open = requests.filter(({ stage }) => stage !== 'settled' && stage !== 'refunded');
  for (const { id } of open.toSorted(byWhatTheyPay)) {
    const carriedOut = await carryOutDuties({
      view: () => view(id),
      act: (duty, { state }) => doDuty(duty, state, machine, sender),
      signal: sender.options.signal
    });
    did.push(...carriedOut.did);
    undone.push(...carriedOut.undone);
    waits.push(...dutyWaits(await view(id)));
  }
  return { did, undone, waits };
}

async function readView(
  requestId: number,
  sender: Sender,
  { reserveRao, settings }: { reserveRao: bigint; settings: MachineSettings }
): Promise<ActionView> {
  const { chain, account, vault, drafts } = sender;
  const state = await readRequestState(chain, requestId);
  const [{ number: block }, metagraph, bond, owedRao, secrets, machine] = await Promise.all([
    chain.bestBlock(),
    chain.metagraph(),
    chain.bond(account.publicKey),
    chain.owedRao(account.publicKey),
    vault.names(),
    machineOfRequest(state.request, settings, sender, { signal: sender.options.signal })
  ]);
  const places = [null, ...state.challenges.map(({ id }) => id)].map((challengeId) =>
    draftPlace(chain, account, { requestId, challengeId })
  );
  const kept = (await Promise.all(places.map((place) => drafts.get(place)))).filter((draft) => draft !== null);
  return {
    state,
    block,
    account,
    neuron: findAccountNeuron(metagraph, account),
    bond: bondFor(state.request, bond, reserveRao),
    owedRao,
    secrets,
    machine,
    drafts: heldCommits(state, account, kept)
  };
}
