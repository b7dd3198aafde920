// The patches of all conversations, with one budget: whoever writes costly ones spends it on the own rows.
import { StepBudget } from '../../json-schema/step-budget.ts';
import type { Conversation } from '../dataset/conversation.ts';
import { HARNESS_CONSTANTS } from '../score/harness-protocol.ts';
import { checkPatch, type PatchCheck } from './check-patch.ts';

const { allPatchSteps, patchSteps } = HARNESS_CONSTANTS;

/** By line, for conversations with `final.patch`. */
export function checkPatches(conversations: readonly Conversation[]): Map<number, PatchCheck> {
  const checks = new Map<number, PatchCheck>();
  let left = allPatchSteps;
  for (const conversation of conversations) {
    const { patch } = conversation.final;
    if (typeof patch !== 'string' || patch.trim() === '') continue;
    const given = Math.min(patchSteps, left);
    const budget = new StepBudget(given);
    checks.set(conversation.line, checkPatch(patch, conversation, budget));
    left -= given - Math.max(0, budget.left);
  }
  return checks;
}
