// All that a validator can do now in the requests that are not over, one after the other, and what it waits for.
import { AppError } from '#lib/core/error/app-error.ts';
import { findAccountNeuron } from '#lib/market/account-neuron.ts';
import type { ActionView } from '#lib/market/action-view.ts';
import { draftPlace } from '#lib/market/keep-report.ts';
import { requestActions } from '#lib/market/request-actions.ts';
import { heldCommits } from '#lib/market/held-commits.ts';
import { readRequestState } from '#lib/market/request-state.ts';
import { isStopped, type Sender } from '../commands/market/market-session.ts';
import type { Machine } from '../commands/market/measure.ts';
import { say } from '../say.ts';
import { dutyWaits, isSeatAtRisk, type DutyWait } from './duty-waits.ts';
import { doDuty, dutyOf, type Duty } from './do-duty.ts';

export interface DutyDone {
  requestId: number;
  kind: Duty['kind'];
  challengeId?: number;
  status: 'done' | 'rejected' | 'cancelled' | 'failed';
  /** What the verb returned. */
  outcome?: unknown;
  error?: ReturnType<AppError['toJSON']>;
}

/** What fails is said and does not stop the rest. Throws only the signal's reason and chain errors of reading. */
export async function doDuties(machine: Machine, sender: Sender): Promise<{ did: DutyDone[]; waits: DutyWait[] }> {
  const did: DutyDone[] = [];
  const waits: DutyWait[] = [];
  const count = await sender.chain.requestCount();
  for (let id = 0; id < count; id++) {
    const { stage } = await sender.chain.request(id);
    if (stage === 'settled' || stage === 'refunded') continue;
    did.push(...(await doRequest(id, machine, sender)));
    waits.push(...dutyWaits(await readView(id, sender)));
  }
  return { did, waits };
}

async function doRequest(requestId: number, machine: Machine, sender: Sender): Promise<DutyDone[]> {
  const did: DutyDone[] = [];
  const tried = new Set<string>();
  for (;;) {
    const view = await readView(requestId, sender);
    const duty = requestActions(view)
      .filter((action) => action.blocked === null && !isSeatAtRisk(action, view))
      .flatMap((action) => dutyOf(action) ?? [])
      .find((one) => !tried.has(JSON.stringify(one)));
    if (!duty) return did;
    tried.add(JSON.stringify(duty));
    const { kind } = duty;
    const place = { requestId, kind, ...('challengeId' in duty && { challengeId: duty.challengeId }) };
    say(`request ${requestId}: ${kind} ...`);
    try {
      const outcome = await doDuty(duty, view.state, machine, sender);
      did.push(isStopped(outcome) ? { ...place, ...outcome } : { ...place, status: 'done', outcome });
    } catch (thrown) {
      sender.options.signal?.throwIfAborted();
      const error = AppError.from(thrown);
      say(`  failed: ${error.short}`);
      did.push({ ...place, status: 'failed', error: error.toJSON() });
    }
  }
}

async function readView(requestId: number, { chain, account, vault, drafts }: Sender): Promise<ActionView> {
  const state = await readRequestState(chain, requestId);
  const [{ number: block }, metagraph, bond, owedRao, secrets] = await Promise.all([
    chain.bestBlock(),
    chain.metagraph(),
    chain.bond(account.publicKey),
    chain.owedRao(account.publicKey),
    vault.names()
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
    bond,
    owedRao,
    secrets,
    drafts: heldCommits(state, account, kept)
  };
}
