// The transactions of a request from its opening to its settlement.
import type { Hex } from 'viem';
import { evmAddressOf } from '../../core/accounts/evm-address.ts';
import { AppError } from '../../core/error/app-error.ts';
import { OPENING_FEE_RAO } from '../../core/market/market-constants.ts';
import type { MarketCalls } from './market-calls.ts';
import type { MarketChain } from '../../ports/market-chain.ts';
import type { MarketContract } from './market-contract.ts';
import { toContractTerms } from './request-terms.ts';
import { drawSteps, settleSteps } from './steps-per-call.ts';

export type RequestCalls = Pick<
  MarketChain,
  | 'open'
  | 'topUp'
  | 'extend'
  | 'cancel'
  | 'commitSubmission'
  | 'revealSubmission'
  | 'snapshot'
  | 'draw'
  | 'commitScores'
  | 'revealScores'
  | 'challenge'
  | 'drawJury'
  | 'commitVerdict'
  | 'revealVerdict'
  | 'appeal'
  | 'resolve'
  | 'settle'
>;

/**
 * `draw` and `settle` send one call of as many steps as fit well into a block: whoever calls them does so again while the
 * request's stage has not moved on.
 */
export function requestCalls({ call, pay }: MarketCalls, contract: MarketContract): RequestCalls {
  const electorCount = async (requestId: number) => (await contract.electors(requestId)).length;
  return {
    async open(account, { specCid, licenceCid, benchmarkCommitment, bountyRao, terms }, options) {
      const args = [toContractTerms(terms), benchmarkCommitment, specCid, licenceCid ?? ''] as const;
      const beside = OPENING_FEE_RAO + terms.benchmarkDepositRao + terms.benchmarkFeeRao;
      const outcome = await pay(account, 'open', args, bountyRao + beside, options);
      if (outcome.status === 'rejected') return outcome;
      return { ...outcome, requestId: await openedRequestId(contract, specCid, evmAddressOf(account.publicKey)) };
    },
    topUp: (account, { requestId, rao }, options) => pay(account, 'topUp', [BigInt(requestId)], rao, options),
    extend: (account, { requestId, deadlineBlock }, options) =>
      call(account, 'extend', [BigInt(requestId), BigInt(deadlineBlock)], options),
    cancel: (account, requestId, options) => call(account, 'cancel', [BigInt(requestId)], options),
    commitSubmission: (account, { requestId, uid, commitment, sealedCid, depositRao, invitation = [] }, options) =>
      pay(
        account,
        'commitSubmission',
        [BigInt(requestId), uid, commitment, sealedCid, invitation],
        depositRao,
        options
      ),
    revealSubmission: (account, { requestId, index, plainCid, keyHash, salt, keyBoxCid }, options) =>
      call(
        account,
        'revealSubmission',
        [BigInt(requestId), BigInt(index), plainCid, keyHash, salt, keyBoxCid],
        options
      ),
    snapshot: (account, requestId, options) => call(account, 'snapshot', [BigInt(requestId)], options),
    async draw(account, requestId, options) {
      const steps = drawSteps(await electorCount(requestId));
      return call(account, 'draw', [BigInt(requestId), BigInt(steps)], options);
    },
    commitScores: (account, { requestId, seat, commitment }, options) =>
      call(account, 'commitScores', [BigInt(requestId), BigInt(seat), commitment], options),
    revealScores: (account, { requestId, seat, scoresPpm, reportsCid, salt }, options) =>
      call(account, 'revealScores', [BigInt(requestId), BigInt(seat), scoresPpm, reportsCid, salt], options),
    challenge: (account, { requestId, submissionIndex, seat, evidenceCid, bondRao }, options) =>
      pay(
        account,
        'challenge',
        [BigInt(requestId), BigInt(submissionIndex), BigInt(seat), evidenceCid],
        bondRao,
        options
      ),
    drawJury: (account, { requestId, challengeId }, options) =>
      call(account, 'drawJury', [BigInt(requestId), BigInt(challengeId)], options),
    commitVerdict: (account, { requestId, challengeId, seat, commitment }, options) =>
      call(account, 'commitVerdict', [BigInt(requestId), BigInt(challengeId), BigInt(seat), commitment], options),
    revealVerdict: (account, { requestId, challengeId, seat, scorePpm, reportCid, salt }, options) =>
      call(
        account,
        'revealVerdict',
        [BigInt(requestId), BigInt(challengeId), BigInt(seat), scorePpm, reportCid, salt],
        options
      ),
    appeal: (account, { requestId, challengeId, bondRao }, options) =>
      pay(account, 'appeal', [BigInt(requestId), BigInt(challengeId)], bondRao, options),
    resolve: (account, { requestId, challengeId }, options) =>
      call(account, 'resolve', [BigInt(requestId), BigInt(challengeId)], options),
    async settle(account, requestId, options) {
      const steps = settleSteps(await electorCount(requestId));
      return call(account, 'settle', [BigInt(requestId), BigInt(steps)], options);
    }
  };
}

async function openedRequestId(contract: MarketContract, specCid: string, requester: Hex): Promise<number> {
  for (let id = (await contract.requestCount()) - 1; id >= 0; id--) {
    const request = await contract.request(id);
    if (request.requester === requester && request.specCid === specCid) return id;
  }
  throw new AppError('market/request-lost', 'The request was opened, but the chain does not show it.', {
    hints: ['Reload the market page.']
  });
}
