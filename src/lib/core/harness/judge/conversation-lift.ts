// What a model learns of a request's hidden conversations from those that a program wrote, and whoever measures it.
import type { LongCallOptions } from '../../long-call.ts';
import type { Cancelled } from '../../mechanism/result.ts';
import type { Backend } from '../../model/backend.ts';
import type { Conversation } from '../dataset/conversation.ts';

export interface ConversationLift {
  /** In [0, 1]: the score of the lift mechanism, 0 where one of its gates fails. */
  score: number;
  interval95: [low: number, high: number];
  reason: string;
  /** Where the model ran. */
  backend: Backend;
}

/** @param earlier what earlier programs wrote, whatever it is. */
export type MeasureLift = (
  conversations: readonly Conversation[],
  earlier: readonly Uint8Array[],
  options: LongCallOptions
) => Promise<ConversationLift | Cancelled>;
