// What one validator scored on this market lately, read from the contract's state, with the request and the submission it was for.
import type { Hex } from '../../core/encoding/hex.ts';
import type { JudgedScore } from '../../core/weights/count-payment.ts';
import type { MarketChain } from '../../ports/market-chain.ts';

/**
 * Its own revealed scores, in order of requests; those of requests that are not settled yet among them.
 * @param validator public key of its hotkey. @param sinceBlock requests settled before it are left out.
 */
export async function scoresOfValidator(
  chain: Pick<MarketChain, 'requestCount' | 'request' | 'submissions'>,
  validator: Hex,
  sinceBlock: number
): Promise<JudgedScore[]> {
  const ids = Array.from({ length: await chain.requestCount() }, (_, id) => id);
  const requests = await Promise.all(ids.map((id) => chain.request(id)));
  const recent = requests.filter(
    ({ drawnBlock, settledBlock }) => drawnBlock !== null && (settledBlock === null || settledBlock >= sinceBlock)
  );
  return (
    await Promise.all(
      recent.map(async (request) =>
        (await chain.submissions(request.id)).flatMap((submission) =>
          submission.scores
            .filter(({ hotkey }) => hotkey === validator)
            .map((score): JudgedScore => ({ request, submission, score }))
        )
      )
    )
  ).flat();
}
