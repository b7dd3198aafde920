// How a validator's weights are divided among the market's mechanisms: their scores are never averaged with each other. Each has
// shares of its own; a subnet with a vector for each (`mechid`) gets them apart, another gets them mixed.
import { AppError } from '../error/app-error.ts';
import { fillShares } from './fill-shares.ts';
import { MOST_GROWTH } from './weighing-rules.ts';

export interface MechanismMix {
  /** Of the weights, by mechanism; any scale. A mechanism that is not named has none. */
  shares: Readonly<Record<string, number>>;
  /** Which of the subnet's vectors a mechanism's shares go to. */
  mechids: Readonly<Record<string, number>>;
}

export interface MixedShares {
  /** uid -> share, together 1; empty where nobody earned anything. */
  shares: Map<number, number>;
  /** What nobody earned of this vector, in [0, 1]. */
  unearned: number;
  /** Of the shares, by mechanism that somebody earned something in: its part of the mix that holds, together 1. */
  parts: Map<string, number>;
}

/** Equal shares; a vector for each mechanism where the subnet has as many, else all of them in the one that is asked for. */
export function defaultMix(mechanisms: readonly string[], mechidCount: number, mechid = 0): MechanismMix {
  const isApart = mechanisms.length > 1 && mechidCount >= mechanisms.length;
  return {
    shares: Object.fromEntries(mechanisms.map((name) => [name, 1])),
    mechids: Object.fromEntries(mechanisms.map((name, index) => [name, isApart ? index : mechid]))
  };
}

/** @throws AppError `weights/bad-mix` naming the mechanism. */
export function requireMix(mix: MechanismMix, mechanisms: readonly string[], mechidCount: number): void {
  const bad = (name: string, why: string) =>
    new AppError('weights/bad-mix', `The share of ${name} ${why}.`, { details: { mechanism: name } });
  for (const name of [...Object.keys(mix.shares), ...Object.keys(mix.mechids)])
    if (!mechanisms.includes(name)) throw bad(name, 'names no mechanism of this market');
  for (const [name, share] of Object.entries(mix.shares))
    if (!Number.isFinite(share) || share < 0) throw bad(name, 'must be a number of at least 0');
  for (const [name, mechid] of Object.entries(mix.mechids))
    if (!Number.isInteger(mechid) || mechid < 0 || mechid >= mechidCount)
      throw bad(name, `goes to vector ${mechid}, and this subnet has ${mechidCount}`);
}

/**
 * The shares of one vector. What nobody earned is with the others here, in proportion; see {@link withBurn}. A mechanism that
 * was paid little gets less than its share in the mix, `MOST_GROWTH` times its part of what was paid: else a dust payment in a
 * mechanism that nobody uses would take all of that mechanism's share.
 * @param earned by mechanism: uid -> share, together 1; empty or absent where nobody earned anything
 * @param paid by mechanism, any scale: what was paid in it
 */
export function mixShares(
  earned: ReadonlyMap<string, ReadonlyMap<number, number>>,
  { shares, mechids }: MechanismMix,
  mechid: number,
  paid: ReadonlyMap<string, number>
): MixedShares {
  const names = Object.keys(shares).filter((name) => shares[name]! > 0 && (mechids[name] ?? 0) === mechid);
  const whole = names.reduce((sum, name) => sum + shares[name]!, 0);
  const used = names.filter((name) => (earned.get(name)?.size ?? 0) > 0);
  const unearned = names.filter((name) => !used.includes(name)).reduce((sum, name) => sum + shares[name]! / whole, 0);
  const allPaid = used.reduce((sum, name) => sum + paid.get(name)!, 0);
  const parts = fillShares(
    new Map(used.map((name) => [name, shares[name]!])),
    (name) => (MOST_GROWTH * paid.get(name)!) / allPaid
  );
  const mixed = new Map<number, number>();
  for (const [name, part] of parts)
    for (const [uid, share] of earned.get(name)!) mixed.set(uid, (mixed.get(uid) ?? 0) + part * share);
  return { shares: mixed, unearned, parts };
}

/**
 * Gives the share that nobody earned to one uid. After a cap, which is for what was earned: nobody takes the burned share instead.
 * @param shares uid -> share, together 1, or empty
 * @param burnUid null: the others keep it
 */
export function withBurn(
  shares: ReadonlyMap<number, number>,
  unearned: number,
  burnUid: number | null
): ReadonlyMap<number, number> {
  if (burnUid === null || unearned === 0) return shares;
  const rest = new Map([...shares].map(([uid, share]) => [uid, share * (1 - unearned)]));
  return rest.set(burnUid, (rest.get(burnUid) ?? 0) + unearned);
}
