// What can be done about reports: challenge one, draw a jury, judge, resolve. The rules are those of docs/market.md, "Challenges".
import type { Challenge } from '../../core/market/market-state.ts';
import { evmAddressOf } from '../../core/accounts/evm-address.ts';
import { formatInteger } from '../../core/encoding/format-integer.ts';
import { actionIn, sealingKeyMissing, seatOf, type ActionView, type RequestAction } from './action-view.ts';
import { APPEAL_BONDS, MAX_REJECTED } from '../../core/market/market-constants.ts';
import { challengeWindows } from './challenge-windows.ts';
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

/** Revealed scores that count, are not this account's, are not challenged now, and were not challenged in vain too often. */
function challengeable({ state, account }: ActionView): { submissionIndex: number; seat: number }[] {
  const isTaken = (submissionIndex: number, seat: number) => {
    const known = state.challenges.filter((one) => one.submissionIndex === submissionIndex && one.accusedSeat === seat);
    return known.some(isOpenChallenge) || known.filter(({ status }) => status === 'rejected').length >= MAX_REJECTED;
  };
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
  const { terms } = view.state.request;
  const windows = challengeWindows(challenge, terms);
  const place = { challengeId, submissionIndex };
  if (status === 'seeded')
    return [
      actionIn(view, { kind: 'draw-jury', ...place }, { from: seedBlock + 1, until: deadlineBlock }),
      actionIn(view, { kind: 'resolve', ...place }, { from: windows.resolveFrom })
    ];
  const { commitEnd, revealEnd, appealEnd } = windows;
  const own = jurors.find(({ seat }) => seat === seatOf(view)?.seat);
  const notJuror = own ? null : 'This account was not drawn for the jury.';
  return [
    actionIn(view, { kind: 'commit-verdict', ...place }, { until: commitEnd }, [
      notJuror,
      own?.committedBlock ? `Committed in block ${formatInteger(own.committedBlock)}.` : null,
      sealingKeyMissing(view),
      view.machine?.text ?? null
    ]),
    actionIn(view, { kind: 'reveal-verdict', ...place }, { from: commitEnd! + 1, until: revealEnd }, [
      notJuror,
      own?.revealedBlock ? `Revealed in block ${formatInteger(own.revealedBlock)}.` : null,
      own && !own.committedBlock ? 'This juror has committed no verdict.' : null,
      view.drafts.verdicts.includes(challengeId)
        ? null
        : 'The committed verdict is not here: reveal it where it was committed.'
    ]),
    appealEnd === null
      ? null
      : actionIn(
          view,
          { kind: 'appeal', ...place, bondRao: APPEAL_BONDS * terms.challengeBondRao },
          { from: revealEnd! + 1, until: appealEnd },
          [isSide(view, challenge) ? null : 'Only the challenger and the accused can appeal.']
        ),
    actionIn(view, { kind: 'resolve', ...place }, { from: windows.resolveFrom })
  ];
}

/** The challenger, or the accused. */
function isSide({ state, account }: ActionView, { challenger, accusedSeat }: Challenge): boolean {
  if (account === null) return false;
  const own = evmAddressOf(account.publicKey);
  return own === challenger.toLowerCase() || own === evmAddressOf(state.electors[accusedSeat]!.hotkey);
}
