// What each conversation is worth, in parts that are all in [0, 1].
import { seededRandom } from '../../model/seeded-random.ts';
import type { Conversation } from '../dataset/conversation.ts';
import { CallChecker } from './check-calls.ts';
import { conversationParts, type ConversationParts } from './conversation-parts.ts';
import { Fit, WordWeights, type Controls } from './fit.ts';
import { HARNESS_CONSTANTS } from './harness-protocol.ts';
import { ownShares } from './own-shares.ts';
import { wordOrders } from './word-orders.ts';
import { distinctWords, Vocabulary } from './words.ts';

const {
  agentic,
  controls: controlCount,
  fullAddition,
  fullFit,
  fullOrder,
  fullOwnShare,
  fullResultFit
} = HARNESS_CONSTANTS;

export interface RowParts {
  line: number;
  /** Fits the question and what was found, and adds to it. */
  answer: number;
  /** Valid calls, times how far they rest on the conversation, their results answer them, and the results are used. */
  agentic: number;
  calls: number;
  grounded: number;
  answers: number;
  used: number;
  /** Reasoning in every message of the assistant that fits what was asked and found, and supports the final answer. */
  reasoning: number;
  /** Text of its own, and words in an order: what is worth nothing without them. */
  own: number;
  order: number;
  /** What is wrong with its calls, for people. */
  callFault: string | null;
}

export interface ScoredRows {
  rows: RowParts[];
  /** What is asked, done and said in each, to be held against each other. */
  courses: Int32Array[];
  controls: Controls;
}

/** @param seed draws which other conversations each is held against. */
export function rowScores(conversations: readonly Conversation[], seed: number): ScoredRows {
  const vocabulary = new Vocabulary();
  const parts = conversations.map((conversation) => conversationParts(conversation, vocabulary));
  const controls = drawControls(parts.length, seed);
  const fits = new Fits(parts, vocabulary.size, controls);
  const courses = parts.map(({ course }) => course);
  const own = ownShares(courses);
  const order = wordOrders(
    parts.map(({ form }) => form),
    vocabulary.size
  );
  const checker = new CallChecker();
  const rows = conversations.map((conversation, at): RowParts => {
    const { share: calls, fault } = checker.check(conversation);
    const tools = fits.tools(at);
    return {
      line: conversation.line,
      answer: fits.answer(at),
      ...tools,
      agentic: calls * (0.5 + tools.grounded / 2) * (agentic.answers * tools.answers + agentic.used * tools.used),
      calls,
      reasoning: fits.reasoning(at),
      own: full(own[at]!, fullOwnShare),
      order: full(order[at]!, fullOrder),
      callFault: fault
    };
  });
  return { rows, courses, controls };
}

const full = (value: number, from: number): number => Math.min(1, value / from);

function drawControls(count: number, seed: number): Controls {
  const random = seededRandom(seed);
  const each = Math.min(controlCount, count - 1);
  const drawn = Array.from({ length: count }, (_, at) =>
    Array.from({ length: Math.max(0, each) }, () => {
      const other = random.below(count - 1);
      return other >= at ? other + 1 : other;
    })
  );
  return (conversation) => drawn[conversation]!;
}

/** The fits of the parts of every conversation to each other. */
class Fits {
  private readonly parts: readonly ConversationParts[];
  private readonly weights: WordWeights;
  private readonly answerFit: Fit;
  private readonly groundedFit: Fit;
  private readonly resultFit: Fit;
  private readonly usedFit: Fit;
  private readonly evidenceFit: Fit;
  private readonly supportFit: Fit;

  constructor(parts: readonly ConversationParts[], vocabularySize: number, controls: Controls) {
    const of = (take: (part: ConversationParts) => Int32Array[]) => parts.map((part) => distinctWords(...take(part)));
    this.parts = parts;
    const known = of(({ asked, found }) => [asked, found]);
    this.weights = new WordWeights(
      of(({ asked, called, found, said, reasoned }) => [asked, called, found, said, reasoned]),
      vocabularySize
    );
    const fit = (left: Int32Array[], right: Int32Array[]) =>
      new Fit(left, right, { weights: this.weights, controls, vocabularySize });
    const list = (name: 'called' | 'found' | 'foundNew' | 'saidAfter' | 'said' | 'reasoned' | 'answered') =>
      parts.map((part) => part[name]);
    this.answerFit = fit(known, list('said'));
    this.groundedFit = fit(known, list('called'));
    this.resultFit = fit(
      of(({ asked, called }) => [asked, called]),
      list('found')
    );
    this.usedFit = fit(list('saidAfter'), list('foundNew'));
    this.evidenceFit = fit(known, list('reasoned'));
    this.supportFit = fit(list('reasoned'), list('answered'));
  }

  answer(at: number): number {
    const { asked, answered } = this.parts[at]!;
    return full(this.answerFit.of(at), fullFit) * this.addition(answered, asked);
  }

  tools(at: number): { grounded: number; answers: number; used: number } {
    // A result that says nothing new is an echo of its call.
    const { called, foundNew } = this.parts[at]!;
    const isEcho = foundNew.length === 0;
    return {
      // A call without arguments can be wrong about none.
      grounded: called.length === 0 ? 1 : full(this.groundedFit.of(at), fullFit),
      answers: isEcho ? 0 : full(this.resultFit.of(at), fullResultFit),
      used: full(this.usedFit.of(at), fullFit)
    };
  }

  reasoning(at: number): number {
    const { asked, reasoned, reasoningShare } = this.parts[at]!;
    const evidence = full(this.evidenceFit.of(at), fullFit);
    const support = full(this.supportFit.of(at), fullFit);
    return reasoningShare * (evidence / 2 + support / 2) * this.addition(reasoned, asked);
  }

  /** In [0, 1]: whether a text has words, by weight, that none of the others has. What only repeats adds nothing. */
  private addition(text: Int32Array, ...others: readonly Int32Array[]): number {
    const known = new Set(others.flatMap((words) => [...words]));
    const added = text.filter((word) => !known.has(word));
    const whole = this.weights.sum(text);
    return whole === 0 ? 0 : full(this.weights.sum(added) / whole, fullAddition);
  }
}
