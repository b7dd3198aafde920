// Everything that can still be done in a request, and for each whether this account can do it now, and if not why: the page and
// the command say the same. The rules are the contract's, docs/market.md.
import { packageKeyName } from '../../core/sealing/key-names.ts';
import { formatInteger } from '../../core/encoding/format-integer.ts';
import { MAX_WINDOW_BLOCKS } from '../../core/market/market-constants.ts';
import {
  actionIn,
  isRequester,
  sealingKeyMissing,
  seatOf,
  type ActionView,
  type RequestAction
} from './action-view.ts';
import { challengeActions } from './challenge-actions.ts';
import { deliveryActions } from './delivery-actions.ts';
import { requestWindows } from './request-windows.ts';
import { submitObstacle } from './submit-obstacle.ts';

/** In the order of a request's life; what nobody can do any more is left out. */
export function requestActions(view: ActionView): RequestAction[] {
  const actions = [
    cancelAction(view),
    ...submissionActions(view),
    ...changeActions(view),
    ...drawActions(view),
    ...scoreActions(view),
    ...challengeActions(view),
    settleAction(view),
    ...deliveryActions(view),
    forfeitDepositAction(view),
    view.owedRao > 0n ? actionIn(view, { kind: 'claim' }, {}) : null
  ];
  return actions.filter((action) => action !== null);
}

/** The requester's, as long as nobody has submitted anything. */
function cancelAction(view: ActionView): RequestAction | null {
  const { request, submissions } = view.state;
  if (request.stage !== 'open' || submissions.length > 0 || !isRequester(view)) return null;
  return actionIn(view, { kind: 'cancel' }, { until: requestWindows(request).commitEnd });
}

/** What its requester can still change before the deadline. Anyone can add to a bounty; the page asks its requester alone. */
function changeActions(view: ActionView): (RequestAction | null)[] {
  const { request } = view.state;
  if (request.stage !== 'open' || !isRequester(view)) return [];
  const { commitEnd: until } = requestWindows(request);
  const latestBlock = request.openedBlock + MAX_WINDOW_BLOCKS;
  return [
    actionIn(view, { kind: 'top-up' }, { until }),
    latestBlock > until ? actionIn(view, { kind: 'extend', latestBlock }, { until }) : null
  ];
}

/** What the requester left for the benchmark's key, once the time for publishing it is over. */
function forfeitDepositAction(view: ActionView): RequestAction | null {
  const { holdsDeposit, settledBlock, terms } = view.state.request;
  if (!holdsDeposit || settledBlock === null) return null;
  return actionIn(view, { kind: 'forfeit-deposit' }, { from: settledBlock + terms.openBlocks + 1 });
}

function submissionActions(view: ActionView): (RequestAction | null)[] {
  const { request, submissions } = view.state;
  if (request.stage !== 'open') return [];
  const { commitEnd, revealEnd } = requestWindows(request);
  const own = submissions.filter(({ hotkey }) => hotkey === view.account?.publicKey);
  const commit = actionIn(view, { kind: 'commit-submission' }, { from: request.openedBlock, until: commitEnd }, [
    submitObstacle(view)?.text ?? null
  ]);
  const reveals = own
    .filter(({ status }) => status === 'sealed')
    .map(({ index: submissionIndex, sealedCid }) =>
      actionIn(view, { kind: 'reveal-submission', submissionIndex }, { from: commitEnd + 1, until: revealEnd }, [
        view.secrets.includes(packageKeyName(sealedCid))
          ? null
          : "The package's key is not here: reveal it where it was submitted, or import its key."
      ])
    );
  return [commit, ...reveals];
}

function drawActions(view: ActionView): (RequestAction | null)[] {
  const { request } = view.state;
  const { revealEnd, drawEnd } = requestWindows(request);
  if (request.stage === 'open') {
    return isNothingRevealed(view)
      ? []
      : [actionIn(view, { kind: 'snapshot' }, { from: revealEnd + 1, until: drawEnd }, [seatsNotTaken(view)])];
  }
  if (request.stage !== 'seeded') return [];
  return [actionIn(view, { kind: 'draw' }, { from: request.seedBlock! + 1, until: drawEnd })];
}

function scoreActions(view: ActionView): (RequestAction | null)[] {
  const { request } = view.state;
  const { stage } = request;
  if (stage === 'open' || stage === 'seeded') {
    if (isNothingRevealed(view)) return [];
    const reason = stage === 'open' ? whyNoSeat(view) : notSeated(view);
    return [actionIn(view, { kind: 'commit-scores' }, { after: reason ?? 'Possible once the draw is made.' })];
  }
  if (stage !== 'scoring') return [];
  const { scoreCommitEnd, scoreRevealEnd } = requestWindows(request);
  const seat = seatOf(view);
  const commit = actionIn(view, { kind: 'commit-scores' }, { from: request.drawnBlock, until: scoreCommitEnd }, [
    notSeated(view),
    seat?.committedBlock ? `Committed in block ${formatInteger(seat.committedBlock)}.` : null,
    hasBond(view) ? null : 'The free bond of this hotkey is smaller than the one this request asks for.',
    sealingKeyMissing(view),
    view.machine?.text ?? null
  ]);
  const reveal = actionIn(
    view,
    { kind: 'reveal-scores' },
    { from: scoreCommitEnd === null ? null : scoreCommitEnd + 1, until: scoreRevealEnd },
    [
      notSeated(view),
      seat?.revealedBlock ? `Revealed in block ${formatInteger(seat.revealedBlock)}.` : null,
      seat?.committedBlock ? null : 'This validator has committed no scores.',
      view.drafts.scores ? null : 'The committed scores are not here: reveal them where they were committed.'
    ]
  );
  return [commit, reveal];
}

/** A validator seats nobody for what its machine will not score, itself among them; others can. */
function seatsNotTaken({ machine }: ActionView): string | null {
  return machine ? `No seat is taken for it from here. ${machine.text}` : null;
}

/** Why this account would have no seat if the snapshot were taken now, or null. */
function whyNoSeat(view: ActionView): string | null {
  if (view.account === null) return 'Connect an account first.';
  if (view.neuron === null) return 'This account holds no uid on the subnet.';
  if (!view.neuron.validatorPermit) return 'This hotkey has no validator permit.';
  if (!hasBond(view)) return 'A seat needs a larger free bond at the snapshot: deposit one on the Validate page.';
  return view.machine?.text ?? null;
}

function notSeated(view: ActionView): string | null {
  if (view.account === null) return 'Connect an account first.';
  return seatOf(view) ? null : 'This account has no seat: seats went to bonded validators at the snapshot.';
}

function hasBond({ bond, state }: ActionView): boolean {
  const freeRao = bond === null ? 0n : bond.activeRao - bond.lockedRao;
  return freeRao >= state.request.terms.validatorBondRao;
}

/** There is nothing to score, and there never will be. */
function isNothingRevealed({ state: { request }, block }: ActionView): boolean {
  return request.stage === 'open' && request.revealedCount === 0 && block > requestWindows(request).revealEnd;
}

/** Left out while submissions can still be revealed: what it would do is not known before. */
function settleAction(view: ActionView): RequestAction | null {
  const { request } = view.state;
  const { revealEnd, drawEnd, challengeEnd } = requestWindows(request);
  const kind = 'settle' as const;
  switch (request.stage) {
    case 'open':
    case 'seeded':
      if (view.block <= revealEnd) return null;
      return isNothingRevealed(view)
        ? actionIn(view, { kind, outcome: 'nothing-revealed' }, { from: revealEnd + 1 })
        : actionIn(view, { kind, outcome: 'not-drawn' }, { from: drawEnd + 1 });
    case 'scoring':
      return actionIn(view, { kind, outcome: 'tally' }, { from: challengeEnd! + 1 }, [
        request.openChallenges > 0 ? 'It waits for the end of the challenges.' : null
      ]);
    case 'settling':
      return actionIn(view, { kind, outcome: 'tally' }, {});
    default:
      return null;
  }
}
