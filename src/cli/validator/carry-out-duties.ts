// Does what is due in one request until nothing is, and tells what could not be done.
import { AppError } from '#lib/core/error/app-error.ts';
import type { ActionView, RequestAction } from '#lib/market/request/action-view.ts';
import type { Stopped } from '#lib/ports/market-edges.ts';
import { requestActions } from '#lib/market/request/request-actions.ts';
import { say } from '../say.ts';
import { dutyOf, type Duty } from './do-duty.ts';
import { isSeatAtRisk } from './duty-waits.ts';
import { mostCalls } from './most-calls.ts';
import { undoneDuty, type UndoneDuty } from './undone-duty.ts';

export interface DutyDone {
  requestId: number;
  kind: Duty['kind'];
  challengeId?: number;
  /** `not-needed`: it failed, and somebody else has done it. */
  status: 'done' | 'rejected' | 'cancelled' | 'failed' | 'not-needed';
  /** What the verb returned. */
  outcome?: unknown;
  error?: ReturnType<AppError['toJSON']>;
}

interface Attempt {
  duty: Duty;
  untilBlock: number | null;
  calls: number;
  last: DutyDone;
}

export interface DutyEdges {
  /** The request as it is now. */
  view: () => Promise<ActionView>;
  /** Throws as the verbs do. */
  act: (duty: Duty, view: ActionView) => Promise<{ status: string } | Stopped>;
  signal?: AbortSignal | undefined;
}

/** What anybody can do: where it failed and is not due any more, another one was faster. */
const ANYBODYS: readonly Duty['kind'][] = ['snapshot', 'draw', 'draw-jury', 'resolve', 'settle'];

/** What fails is said and does not stop the rest. Throws only the signal's reason and errors of `view`. */
export async function carryOutDuties(edges: DutyEdges): Promise<{ did: DutyDone[]; undone: UndoneDuty[] }> {
  const did: DutyDone[] = [];
  const attempts = new Map<string, Attempt>();
  for (;;) {
    const view = await edges.view();
    const due = dueDuties(view);
    const next = due.find(({ duty }) => mayBeTried(duty, attempts.get(keyOf(duty)), view));
    if (!next) return { did, undone: undoneOf([...attempts.values()], due, view) };
    const last = await attempt(next.duty, view, edges);
    did.push(last);
    const { calls = 0 } = attempts.get(keyOf(next.duty)) ?? {};
    attempts.set(keyOf(next.duty), { ...next, calls: calls + 1, last });
  }
}

/** Once, or again where one call was not all of it. */
function mayBeTried(duty: Duty, before: Attempt | undefined, { state }: ActionView): boolean {
  return !before || (before.last.status === 'done' && before.calls < mostCalls(duty.kind, state));
}

const keyOf = (duty: Duty): string => JSON.stringify(duty);

function dueDuties(view: ActionView): { duty: Duty; untilBlock: number | null }[] {
  const isDue = (action: RequestAction) => action.blocked === null && !isSeatAtRisk(action, view);
  return requestActions(view)
    .filter(isDue)
    .flatMap((action) => {
      const duty = dutyOf(action);
      return duty ? [{ duty, untilBlock: action.untilBlock }] : [];
    });
}

async function attempt(duty: Duty, view: ActionView, { act, signal }: DutyEdges): Promise<DutyDone> {
  const requestId = view.state.request.id;
  const { kind } = duty;
  const place = { requestId, kind, ...('challengeId' in duty && { challengeId: duty.challengeId }) };
  say(`request ${requestId}: ${kind} ...`);
  try {
    const outcome = await act(duty, view);
    if (outcome.status === 'rejected' || outcome.status === 'cancelled') return { ...place, status: outcome.status };
    return { ...place, status: 'done', outcome };
  } catch (thrown) {
    signal?.throwIfAborted();
    const error = AppError.from(thrown);
    say(`  failed: ${error.short}`);
    return { ...place, status: 'failed', error: error.toJSON() };
  }
}

function undoneOf(attempts: readonly Attempt[], due: readonly { duty: Duty }[], { state }: ActionView): UndoneDuty[] {
  return attempts.flatMap(({ duty, untilBlock, last }) => {
    const isDue = due.some((other) => keyOf(other.duty) === keyOf(duty));
    if (!isDue && last.status === 'done') return [];
    if (!isDue && ANYBODYS.includes(duty.kind)) {
      last.status = 'not-needed';
      return [];
    }
    return [undoneDuty(state.request.id, duty, { untilBlock, isDue })];
  });
}
