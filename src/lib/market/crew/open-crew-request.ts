// The crew's own request: word problems with a hidden benchmark nobody has seen.
import { taoText } from '../../core/encoding/tao.ts';
import { WORD_PROBLEM_REQUEST } from '../../core/demo/word-problems.ts';
import type { LongCallOptions } from '../../core/long-call.ts';
import { defaultTerms } from '../request/default-terms.ts';
import { openRequest } from '../request/open-request.ts';
import type { CrewEdges } from './crew-edges.ts';
import { CREW_REQUESTER, crewBenchmark } from './crew-members.ts';
import { doneStep } from './done-step.ts';

/** Room for people to look, and to answer too; the crew passes the time when nobody else has a request open. */
const SUBMISSION_BLOCKS = 120;
const SCORING_BLOCKS = 3_600;
/** One of the three may be missing. */
const QUORUM = 2;
const BOUNTY_RAO = 10_000_000_000n;

/** @returns a sentence of what was done. Throws as `openRequest`. */
export async function openCrewRequest(edges: CrewEdges, options: LongCallOptions): Promise<string> {
  const { chain, member, randomBytes } = edges;
  const seed = new DataView(randomBytes(4).buffer).getUint32(0);
  const { minWindowBlocks } = await chain.parameters();
  const deadlineBlock = (await chain.bestBlock()).number + SUBMISSION_BLOCKS;
  const terms = defaultTerms({ deadlineBlock, isLocal: true, minWindowBlocks, validators: QUORUM });
  const opened = doneStep(
    await openRequest(
      {
        draft: WORD_PROBLEM_REQUEST,
        benchmark: crewBenchmark(seed),
        bountyRao: BOUNTY_RAO,
        terms: { ...terms, scoreCommitBlocks: SCORING_BLOCKS }
      },
      { ...edges, account: member(CREW_REQUESTER) },
      options
    )
  );
  return `${CREW_REQUESTER} posted request ${opened.requestId}: ${taoText(BOUNTY_RAO)} TAO, hidden benchmark of ${opened.sealedTo.length} validators.`;
}
