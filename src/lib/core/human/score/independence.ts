// How much of each labeler's work is its own. Who copied whom stays open: between miners neither earns with what both have, and
// within a miner copies count together as one.
import type { CopiedShare } from './copied-share.ts';
import { excessAgreementShares } from './excess-agreement.ts';
import type { GoldAgreement } from './gold-agreement.ts';
import type { Panel } from './panel.ts';
import { sameAnswerShares } from './same-answers.ts';
import { sameErrorShares } from './same-errors.ts';

export interface Likeness extends CopiedShare {
  labeler: number;
}

/** A share in [0, 1], and what it may be within two standard errors. */
export interface OwnShare {
  share: number;
  least: number;
  most: number;
}

export interface Independence {
  /** What is left of the labeler's agreement once the most that a labeler of another miner has as well is taken off. */
  betweenMiners: OwnShare;
  /** One over how many labelers of its miner do its work, itself among them. */
  withinMiner: number;
  alike: Likeness[];
}

const ERRORS = 2;

/** For each labeler of the panel. */
export function independence(panel: Panel, gold: readonly GoldAgreement[]): Independence[] {
  const { labelers } = panel;
  const tests = [sameErrorShares(panel), sameAnswerShares(panel, gold), excessAgreementShares(panel, gold)];
  const found = labelers.map((): Likeness[] => []);
  let at = 0;
  for (let a = 0; a < labelers.length; a++)
    for (let b = a + 1; b < labelers.length; b++, at++) {
      const copied = tests.map((shares) => shares[at]!).reduce((most, one) => (one.share > most.share ? one : most));
      if (copied.share === 0) continue;
      found[a]!.push({ labeler: b, ...copied });
      found[b]!.push({ labeler: a, ...copied });
    }
  return found.map((alike, labeler) => {
    const { miner } = labelers[labeler]!;
    const own = alike.filter((other) => labelers[other.labeler]!.miner === miner);
    const others = alike.filter((other) => labelers[other.labeler]!.miner !== miner);
    return {
      betweenMiners: leftBeside(others, labeler, gold),
      withinMiner: 1 / (1 + own.reduce((sum, { share }) => sum + share, 0)),
      alike
    };
  });
}

/**
 * Of agreement g, c · h is what a share c of the work of another, whose agreement is h, brings: 1 - c · h / g is left. Where the other
 * is the weaker one, 1 - c: it may as well have had it from this one.
 */
function leftBeside(others: readonly Likeness[], labeler: number, gold: readonly GoldAgreement[]): OwnShare {
  const left = { share: 1, least: 1, most: 1 };
  const { credit } = gold[labeler]!;
  for (const other of others) {
    const times = credit === 0 ? 1 : Math.max(1, gold[other.labeler]!.credit / credit);
    const without = (share: number) => Math.max(0, 1 - Math.max(0, share) * times);
    left.share = Math.min(left.share, without(other.share));
    left.least = Math.min(left.least, without(other.share + ERRORS * other.error));
    left.most = Math.min(left.most, without(other.share - ERRORS * other.error));
  }
  return left;
}
