// Which block a random sequence goes on to, and when.
import type { Random } from './random.ts';
import { MINERS } from './sequence-actors.ts';
import { challengeEnd, commitEnd, openEnd, revealEnd, scoreEnd, type KnownMarket } from './sequence-state.ts';

/** The next block at which something changes for a request, or a jump of any size. */
export function randomBlock(random: Random, now: bigint, market: KnownMarket): bigint {
  if (random.chance(0.1)) return now + random.pick([1n, 5n, 11n, 60n, 205n, 300n, 7300n, 50_401n]);
  const borders = market.requests.flatMap((request) => [
    request.terms.deadlineBlock,
    revealEnd(request),
    request.seedBlock,
    ...(request.drawnBlock ? [commitEnd(request), scoreEnd(request), challengeEnd(request)] : []),
    ...(request.settledBlock && request.held.length > 0 ? [openEnd(request)] : []),
    ...request.challenges.flatMap(({ resolved, seedBlock, commitEndBlock, overBlock }) =>
      resolved ? [] : [seedBlock, commitEndBlock, commitEndBlock + BigInt(request.terms.juryBlocks), overBlock]
    )
  ]);
  const later = borders.filter((border) => border >= now).sort((a, b) => (a < b ? -1 : 1));
  return (later[0] ?? now + 10n) + 1n;
}

/** Whether some request waits for a block: everyone has done what the window is for. */
export function nothingToDo(now: bigint, market: KnownMarket, stages: number[]): boolean {
  return market.requests.some((request, id) => {
    const open = request.challenges.filter(({ resolved }) => !resolved);
    if (stages[id] === 0)
      return now <= request.terms.deadlineBlock
        ? request.commits.length === MINERS
        : now <= revealEnd(request) && request.revealed === request.commits.length;
    if (stages[id] === 1) return now <= request.seedBlock;
    if (stages[id] !== 2) return false;
    if (now <= commitEnd(request)) return Object.keys(request.scores).length >= request.seats.length - 1;
    if (now <= scoreEnd(request)) return request.revealedSeats.length >= Object.keys(request.scores).length;
    if (open.length === 0) return request.challenges.length > 0 && now <= challengeEnd(request);
    return open.some(({ jurors, seedBlock, commitEndBlock, verdicts }) =>
      jurors.length === 0 ? now <= seedBlock : verdicts.length === jurors.length && now <= commitEndBlock
    );
  });
}
