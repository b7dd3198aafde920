// What can be done about reports: challenge one, draw a jury, judge, resolve. The rules are those of docs/market.md, "Challenges".
import type { Challenge } from '../../core/market/market-state.ts';
import { evmAddressOf } from '../../core/accounts/evm-address.ts';
import { formatInteger } from '../../core/encoding/format-integer.ts';
import { actionIn, sealingKeyMissing, seatOf, type ActionView, type RequestAction } from './action-view.ts';
import { isOpenChallenge } from './is-open-challenge.ts';
import { requestWindows } from './request-windows.ts';

export function challengeActions(view: ActionView): (RequestAction | null)[] {
  if (view.state.request.stage !== 'scoring') return [];
  const open = view.state.challenges.filter(isOpenChallenge);
  return [challengeAction(view), ...open.flatMap((challenge) => juryActions(view, challenge))];
}

function challengeAction(view: ActionView): RequestAction | null {
  const { scoreRevealEnd, challengeEnd } = requestWindows(view.state.request);
  const reports = challengeable(view);
  const isOpen = view.block >= scoreRevealEnd!;
  return actionIn(view, { kind: 'challenge', reports }, { from: scoreRevealEnd! + 1, until: challengeEnd }, [
    isOpen && reports.length === 0 ? 'There is no report that this account could challenge.' : null
  ]);
}

/** Revealed scores that count, are not this account's, and are not challenged already. */
function challengeable({ state, account }: ActionView): { submissionIndex: number; seat: number }[] {
  const isTaken = (submissionIndex: number, seat: number) =>
    state.challenges.some(
      ({ status, ...challenge }) =>
        status !== 'inconclusive' && challenge.submissionIndex === submissionIndex && challenge.accusedSeat === seat
    );
  return state.submissions
    .filter(({ status }) => status === 'revealed')
    .flatMap(({ index: submissionIndex, scores, excludedSeats }) =>
      scores
        .filter(({ isStruck, hotkey, seat }) => {
          const isOwn = account !== null && evmAddressOf(hotkey) === evmAddressOf(account.publicKey);
          return !isStruck && !isOwn && !excludedSeats.includes(seat) && !isTaken(submissionIndex, seat);
        })
        .map(({ seat }) => ({ submissionIndex, seat }))
    );
}

function juryActions(view: ActionView, challenge: Challenge): (RequestAction | null)[] {
  const { id: challengeId, submissionIndex, status, seedBlock, deadlineBlock, jurors } = challenge;
  const place = { challengeId, submissionIndex };
  if (status === 'seeded')
    return [
      actionIn(view, { kind: 'draw-jury', ...place }, { from: seedBlock + 1, until: deadlineBlock }),
      actionIn(view, { kind: 'resolve', ...place }, { from: deadlineBlock + 1 })
    ];
  const revealEnd = deadlineBlock + view.state.request.terms.juryBlocks;
  const own = jurors.find(({ seat }) => seat === seatOf(view)?.seat);
  const notJuror = own ? null : 'This account was not drawn for the jury.';
  const isComplete = jurors.length > 0 && jurors.every(({ revealedBlock }) => revealedBlock !== null);
  return [
    actionIn(view, { kind: 'commit-verdict', ...place }, { until: deadlineBlock }, [
      notJuror,
      own?.committedBlock ? `Committed in block ${formatInteger(own.committedBlock)}.` : null,
      sealingKeyMissing(view)
    ]),
    actionIn(view, { kind: 'reveal-verdict', ...place }, { from: deadlineBlock + 1, until: revealEnd }, [
      notJuror,
      own?.revealedBlock ? `Revealed in block ${formatInteger(own.revealedBlock)}.` : null,
      own && !own.committedBlock ? 'This juror has committed no verdict.' : null,
      view.drafts.verdicts.includes(challengeId)
        ? null
        : 'The committed verdict is not here: reveal it where it was committed.'
    ]),
    actionIn(view, { kind: 'resolve', ...place }, { from: isComplete ? null : revealEnd + 1 })
  ];
}
