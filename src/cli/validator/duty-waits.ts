// What a validator waits for in a request, and until when: its bond before a seat, the draw, its reveals.
import { taoText } from '#lib/core/encoding/tao.ts';
import { seatOf, type ActionView, type RequestAction } from '#lib/market/request/action-view.ts';
import { JUROR_AWAY, SEAT_UNUSED } from '#lib/market/request/unused-seat.ts';
import { verdictRevealEnd } from '#lib/market/request/challenge-windows.ts';
import { requestPhase } from '#lib/market/request/request-phase.ts';
import { requestWindows } from '#lib/market/request/request-windows.ts';

export interface DutyWait {
  requestId: number;
  kind: 'bond' | 'machine' | 'draw' | 'reveal-scores' | 'draw-jury' | 'reveal-verdict';
  /** First and last block; null where that is not known. */
  fromBlock: number | null;
  untilBlock: number | null;
  text: string;
}

const WORDS: Record<DutyWait['kind'], string> = {
  bond: 'a bond',
  machine: 'the settings of this machine',
  draw: 'the draw',
  'reveal-scores': 'the reveal of your scores',
  'draw-jury': 'the draw of a jury',
  'reveal-verdict': 'the reveal of your verdict'
};

export function dutyWaits(view: ActionView): DutyWait[] {
  const { id } = view.state.request;
  return [...machineWait(view), ...bondWait(view), ...timeWaits(view)].map((wait) => ({
    ...wait,
    requestId: id,
    text: wait.text ?? `request ${id}: ${WORDS[wait.kind]}, from block ${wait.fromBlock} to ${wait.untilBlock}`
  }));
}

type Wait = Omit<DutyWait, 'requestId' | 'text'> & { text?: string };

/** A snapshot without one's own bond would seat the others alone. */
export function isSeatAtRisk({ kind }: RequestAction, view: ActionView): boolean {
  return kind === 'snapshot' && missingBondRao(view) > 0n;
}

function missingBondRao({ bond, state }: ActionView): bigint {
  const freeRao = bond === null ? 0n : bond.activeRao - bond.lockedRao;
  return state.request.terms.validatorBondRao - freeRao;
}

function bondWait(view: ActionView): Wait[] {
  const { request } = view.state;
  const missing = missingBondRao(view);
  if (missing <= 0n) return [];
  const { revealEnd, scoreCommitEnd } = requestWindows(request);
  const wants = `request ${request.id} asks for a free bond of ${taoText(request.terms.validatorBondRao)} TAO`;
  const how = `add ${taoText(missing)}: assay market bond deposit --tao ${taoText(missing)}, or assay validate --bond ${taoText(request.terms.validatorBondRao)}`;
  if (request.stage === 'open')
    return [
      {
        kind: 'bond',
        fromBlock: null,
        untilBlock: revealEnd,
        text: `${wants}; without it you get no seat. By block ${revealEnd} ${how}`
      }
    ];
  const isDue = requestPhase(request, view.block) === 'scoring' && seatOf(view)?.commitment === null;
  return isDue
    ? [{ kind: 'bond', fromBlock: null, untilBlock: scoreCommitEnd, text: `${wants} to take your scores; ${how}` }]
    : [];
}

/** What is not scored here, and what that costs where there is a duty already. */
function machineWait(view: ActionView): Wait[] {
  const { machine, block, state } = view;
  if (!machine) return [];
  const { request } = state;
  const { revealEnd, scoreCommitEnd } = requestWindows(request);
  const options = {
    programs: machine.canAllow ? `--allow ${request.id}` : '--programs',
    mostSeconds: '--most-seconds',
    mostMemoryMiB: '--most-memory'
  };
  const says = (duty: string, untilBlock: number | null): Wait => ({
    kind: 'machine',
    fromBlock: null,
    untilBlock,
    text: `request ${request.id}: ${duty} ${machine.text} Change it with ${options[machine.setting]}`
  });
  if (request.stage === 'open') return [says('no seat is taken for it from here.', revealEnd)];
  const seat = seatOf(view);
  if (!seat) return [];
  const isJuror = state.challenges.some(
    (challenge) => challenge.status === 'drawn' && isUndecidedJuror(challenge, seat.seat)
  );
  return [
    ...(requestPhase(request, block) === 'scoring' && seat.commitment === null
      ? [says(SEAT_UNUSED, scoreCommitEnd)]
      : []),
    ...(isJuror ? [says(JUROR_AWAY, null)] : [])
  ];
}

const isUndecidedJuror = ({ jurors }: ActionView['state']['challenges'][number], seat: number): boolean =>
  jurors.some((juror) => juror.seat === seat && juror.commitment === null);

function timeWaits(view: ActionView): Wait[] {
  const { block, state } = view;
  const { request, challenges } = state;
  const { scoreCommitEnd, scoreRevealEnd, drawEnd } = requestWindows(request);
  const seat = seatOf(view);
  const waits: Wait[] = [];
  if (request.stage === 'seeded') waits.push({ kind: 'draw', fromBlock: request.seedBlock! + 1, untilBlock: drawEnd });
  if (request.stage === 'scoring' && seat?.commitment && seat.revealedBlock === null)
    waits.push({ kind: 'reveal-scores', fromBlock: scoreCommitEnd! + 1, untilBlock: scoreRevealEnd });
  for (const challenge of challenges) {
    const { status, seedBlock, deadlineBlock, jurors } = challenge;
    if (status === 'seeded') waits.push({ kind: 'draw-jury', fromBlock: seedBlock + 1, untilBlock: deadlineBlock });
    const own = jurors.find((juror) => juror.seat === seat?.seat);
    if (status === 'drawn' && own?.commitment && own.revealedBlock === null)
      waits.push({
        kind: 'reveal-verdict',
        fromBlock: deadlineBlock + 1,
        untilBlock: verdictRevealEnd(challenge, request.terms)
      });
  }
  return waits.filter(({ fromBlock, untilBlock }) => fromBlock! > block && untilBlock! > block);
}
