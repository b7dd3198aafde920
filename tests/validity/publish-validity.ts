// Writes docs/validity.md from the results.
import { writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import { compareDomain, type Comparison, type Judge } from './compare-domain.ts';
import type { ValidityDomain } from './domain.ts';
import { VALIDITY_DOMAINS } from './domains.ts';
import { bitsPerByte, successRate, type LearntRows, type ValidityScore } from './results.ts';
import { CLEAN, VARIANTS } from './variants.ts';

const FILE = 'docs/validity.md';
const TIERS = [1, 2] as const;
const JUDGES: readonly Judge[] = ['success', 'loss'];
const TIER_NAMES = { 1: 'small model', 2: 'SmolLM2' } as const;
const JUDGE_NAMES = { success: 'right answers', loss: 'held-out loss' } as const;

const percent = (share: number) => (Number.isNaN(share) ? '-' : `${Math.round(100 * share)} %`);
const correlation = (value: number) => (Number.isNaN(value) ? '-' : value.toFixed(2));

export async function publishValidity(scores: readonly ValidityScore[], learnt: readonly LearntRows[]): Promise<void> {
  const studied = VALIDITY_DOMAINS.filter(({ name }) => learnt.some(({ domain }) => domain === name));
  const text = `${introduction(studied)}

## How often both order two sets of rows alike

${summaryTable(studied, scores, learnt)}

${shortfalls(studied, scores, learnt)}

## The sets

${studied.map((domain) => domainTable(domain, scores, learnt)).join('\n\n')}
`;
  writeFileSync(FILE, await format(text, { ...(await resolveConfig(FILE)), filepath: FILE }));
}

function introduction(studied: readonly ValidityDomain[]): string {
  const sources = studied.map(
    ({ name, files, license }) => `- **${name}**: ${files.map(({ from }) => from).join(', ')} (${license})`
  );
  return `# Validity: does the score say what a larger model learns?

Written by \`npm run validity -- --publish\`. Rows that nobody here made, as they were published and changed in known ways (one draw), were
scored as a validator scores them, gates included, natively. The same rows then tuned a larger model that the score does not use, and it
answered held-out rows: SmolLM2-135M-Instruct with adapters in all layers, in PyTorch (\`tests/validity/tune.py\`), once over the rows,
6,000 to 8,000 tokens in steps of about 320. A set of rows is worth more where more of its answers are right: fields equal after parsing, the same query,
command or intent, an equation with the right value. Where answers cannot be judged so, and beside it, worth is what the held-out
answers cost the tuned model.

No constant of the small model's measure was chosen on any of these rows. Steps and first layer of the tier with SmolLM2 were chosen
on Alpaca; for that tier the larger model is the same one, tuned in all layers instead of half of them and without our own code.

${sources.join('\n')}`;
}

function summaryTable(
  studied: readonly ValidityDomain[],
  scores: readonly ValidityScore[],
  learnt: readonly LearntRows[]
): string {
  const lines = TIERS.flatMap((tier) =>
    JUDGES.flatMap((by) => {
      const found = studied.flatMap(({ name }) => {
        const comparison = compared(name, tier, by, scores, learnt);
        return comparison ? [{ name, comparison }] : [];
      });
      const rows = found.map(({ name, comparison }) => summaryLine(name, tier, by, comparison));
      if (found.length < 2) return rows;
      return [
        ...rows,
        `| **all** | ${TIER_NAMES[tier]} | ${JUDGE_NAMES[by]} | | ${overall(found, 'all')} | ${overall(found, 'told')} | |`
      ];
    })
  );
  return `A pair counts half where the score is the same. "Told apart": only pairs whose difference on the held-out rows is more than chance
(paired bootstrap, 95 %).

| domain | score by | worth by | sets | pairs ordered alike | of those told apart | Spearman |
| - | - | - | - | - | - | - |
${lines.join('\n')}`;
}

const summaryLine = (name: string, tier: 1 | 2, by: Judge, { sets, all, told, spearman }: Comparison) =>
  `| ${name} | ${TIER_NAMES[tier]} | ${JUDGE_NAMES[by]} | ${sets} | ${percent(all.decisions)} of ${all.pairs} | ${percent(told.decisions)} of ${told.pairs} | ${correlation(spearman)} |`;

function overall(found: readonly { comparison: Comparison }[], which: 'all' | 'told'): string {
  const agreements = found.map(({ comparison }) => comparison[which]).filter(({ pairs }) => pairs > 0);
  const pairs = agreements.reduce((sum, one) => sum + one.pairs, 0);
  const alike = agreements.reduce((sum, one) => sum + one.decisions * one.pairs, 0);
  return `${percent(alike / pairs)} of ${pairs}`;
}

/** What the score gets wrong, as it is. */
function shortfalls(
  studied: readonly ValidityDomain[],
  scores: readonly ValidityScore[],
  learnt: readonly LearntRows[]
): string {
  const lines = TIERS.flatMap((tier) =>
    studied.flatMap(({ name, succeeds }) => {
      const by = succeeds ? 'success' : 'loss';
      const wrong = compared(name, tier, by, scores, learnt)?.wrong ?? [];
      const clean = scores.findLast((one) => one.domain === name && one.tier === tier && one.variant === CLEAN);
      const nothing = clean?.score === 0 ? [`| ${name} | ${TIER_NAMES[tier]} | clean rows score 0 | |`] : [];
      return [
        ...nothing,
        ...wrong.map(([better, worse]) => `| ${name} | ${TIER_NAMES[tier]} | ${better} | ${worse} |`)
      ];
    })
  );
  if (lines.length === 0) return '';
  return `## What falls short

Pairs that the larger model tells apart (by right answers where they can be judged, else by loss) and the score orders the other way.

| domain | score by | taught more | scored higher |
| - | - | - | - |
${lines.join('\n')}`;
}

function compared(
  domain: string,
  tier: 1 | 2,
  by: Judge,
  scores: readonly ValidityScore[],
  learnt: readonly LearntRows[]
): Comparison | null {
  return compareDomain(
    scores.filter((one) => one.domain === domain && one.tier === tier),
    learnt.filter((one) => one.domain === domain),
    by
  );
}

function domainTable(
  { name, sizes, otherForm }: ValidityDomain,
  scores: readonly ValidityScore[],
  learnt: readonly LearntRows[]
): string {
  const shownScore = (variant: string, tier: 1 | 2) => {
    const one = scores.findLast((score) => score.domain === name && score.variant === variant && score.tier === tier);
    if (!one) return 'not measured';
    const [low, high] = one.interval95;
    const why =
      one.failedGates.length > 0 ? `: ${one.failedGates.join(', ')}` : ` (${low.toFixed(2)} to ${high.toFixed(2)})`;
    return `${one.score.toFixed(3)}${why}`;
  };
  const isStudied = (variant: string) =>
    [...scores, ...learnt].some((one) => one.domain === name && one.variant === variant);
  const lines = VARIANTS.filter((one) => isStudied(one.name)).map(({ name: variant }) => {
    const taught = learnt.find((one) => one.domain === name && one.variant === variant);
    const right = taught?.right ? percent(successRate(taught.right)) : '-';
    const bits = taught ? bitsPerByte(taught.bits).toFixed(3) : 'not measured';
    return `| ${variant} | ${taught?.rows ?? '-'} | ${right} | ${bits} | ${shownScore(variant, 1)} | ${shownScore(variant, 2)} |`;
  });
  return `### ${name}

Benchmark of ${sizes.benchmark} rows, ${sizes.test} held-out rows. "Another form": ${otherForm.name}.

| rows | number | right answers | bits per byte | score: small model | score: SmolLM2 |
| - | - | - | - | - | - |
${lines.join('\n')}`;
}
