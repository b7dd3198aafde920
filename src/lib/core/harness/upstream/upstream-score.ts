// The score of Data Fabrication as its public code computes it (PlatformNetwork/data-fabrication d0c629aa, scoring.py), shown
// beside ours for comparison. It looks at form: copies of one template reach 1.
import type { Conversation } from '../dataset/conversation.ts';
import { codingRelevance } from './coding-relevance.ts';
import { contentQuality } from './content-quality.ts';
import { agentic, functionCalls, reasoning, taskDiversity, verifiability } from './signal-shares.ts';
import { originality } from './originality.ts';

/** They add up to 1. */
export const UPSTREAM_WEIGHTS = Object.freeze({
  format: 0.1,
  quality: 0.25,
  originality: 0.15,
  agentic: 0.15,
  reasoning: 0.1,
  functionCall: 0.1,
  codingRelevance: 0.08,
  verifiability: 0.05,
  diversity: 0.02
});

export const UPSTREAM_PASS = 0.5;

export type UpstreamMetric = keyof typeof UPSTREAM_WEIGHTS;

export interface UpstreamScore {
  score: number;
  passed: boolean;
  metrics: Record<UpstreamMetric, number>;
  /** How many conversations the similarity of first messages was measured on: all of them up to a bound. */
  comparedConversations: number;
}

/** @param conversations as `readConversations` gives them; none at all scores 0. */
export function upstreamScore(conversations: readonly Conversation[]): UpstreamScore {
  const count = conversations.length;
  const own = originality(conversations);
  const metrics: Record<UpstreamMetric, number> = {
    // What it checks is what the reader of conversations requires.
    format: count === 0 ? 0 : 1,
    quality: contentQuality(conversations),
    originality: own.share,
    agentic: agentic(conversations),
    reasoning: reasoning(conversations),
    functionCall: functionCalls(conversations),
    codingRelevance: codingRelevance(conversations),
    verifiability: verifiability(conversations),
    diversity: taskDiversity(conversations)
  };
  const score = weighUpstream(metrics);
  return { score, passed: score >= UPSTREAM_PASS, metrics, comparedConversations: own.comparedConversations };
}

/** The weighted sum, in the order of the reference: additions of doubles do not commute to the last bit. */
export function weighUpstream(metrics: Readonly<Record<UpstreamMetric, number>>): number {
  let sum = 0;
  for (const name of Object.keys(UPSTREAM_WEIGHTS) as UpstreamMetric[])
    sum += clamp(metrics[name]) * UPSTREAM_WEIGHTS[name];
  return clamp(sum);
}

const clamp = (value: number): number => (Number.isNaN(value) ? 0 : Math.max(0, Math.min(1, value)));
