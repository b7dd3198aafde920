// Which flaws can be planted in which kind of output.
import { CODE_OPERATORS } from './code-operators.ts';
import { CONVERSATION_OPERATORS } from './conversation-operators.ts';
import type { FlawKind, FlawOperator } from './flaw-operator.ts';
import { TEXT_OPERATORS } from './text-operators.ts';

export const OPERATORS: Readonly<Record<FlawKind, readonly FlawOperator[]>> = {
  text: TEXT_OPERATORS,
  code: CODE_OPERATORS,
  conversation: CONVERSATION_OPERATORS
};
