// Whether an account is on the list of a request that is for invited hotkeys alone, and the proof that it is.
import type { Hex } from '../../core/encoding/hex.ts';
import { AppError } from '../../core/error/app-error.ts';
import type { MarketRequest } from '../../core/market/market-state.ts';
import { invitationOf } from '../../core/request/invited-hotkeys.ts';
import type { RequestSpec } from '../../core/request/request-spec.ts';

/** A request's document, as far as it is known who is invited; undefined where it is not known. */
export type InvitedList = Pick<RequestSpec, 'invited'>;

/** Why a hotkey may not submit for want of an invitation, in one sentence, or null. */
export function whyNotInvited(
  { terms }: Pick<MarketRequest, 'terms'>,
  { invited }: InvitedList,
  hotkey: Hex | undefined
): string | null {
  if (terms.inviteRoot === null) return null;
  if (!invited)
    return 'Only invited hotkeys may submit, and the document of this request does not list them: no proof can be made from it.';
  return hotkey !== undefined && invited.includes(hotkey)
    ? null
    : 'Only invited hotkeys may submit to this request, and this one is not on its list.';
}

/**
 * The proof for `commitSubmission`; empty where everybody may submit.
 * @throws AppError `market/not-allowed` where the hotkey is not invited.
 */
export function requireInvitation(request: Pick<MarketRequest, 'terms'>, spec: InvitedList, hotkey: Hex): Hex[] {
  const reason = whyNotInvited(request, spec, hotkey);
  if (reason !== null) throw new AppError('market/not-allowed', reason);
  return request.terms.inviteRoot === null ? [] : invitationOf(spec.invited!, hotkey)!;
}
