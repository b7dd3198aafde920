// What a validator of the crew does about scores: measures, commits, reveals; in a request and in a jury.
import type { LongCallOptions } from '../../core/long-call.ts';
import { judgeChallenge } from '../challenge/judge-challenge.ts';
import { commitScores } from '../scoring/commit-scores.ts';
import { draftPlace, keepReport } from '../scoring/keep-report.ts';
import { measureSigned } from '../scoring/measure-signed.ts';
import { revealScores } from '../scoring/reveal-scores.ts';
import { revealVerdict } from '../challenge/reveal-verdict.ts';
import type { CrewEdges } from './crew-edges.ts';
import type { CrewStep } from './crew-view.ts';
import { doneStep } from './done-step.ts';

type ScoringKind = 'score' | 'commit-scores' | 'reveal-scores' | 'judge' | 'reveal-verdict';
export type ScoringStep = Extract<CrewStep, { kind: ScoringKind }>;

/** @returns a sentence of what was done. Errors are those of the verbs. */
export async function takeScoringStep(step: ScoringStep, edges: CrewEdges, options: LongCallOptions): Promise<string> {
  const { chain, drafts } = edges;
  const { name, requestId } = step;
  const validator = { ...edges, account: edges.member(name) };
  const request = await chain.request(requestId);
  switch (step.kind) {
    case 'score': {
      const submission = (await chain.submissions(requestId))[step.submissionIndex]!;
      const { report } = doneStep(await measureSigned({ request, submission, backend: 'auto' }, validator, options));
      await keepReport(draftPlace(chain, validator.account, { requestId }), report, drafts);
      return `${name} scored submission ${step.submissionIndex} of request ${requestId}: ${report.result.score.toFixed(4)}.`;
    }
    case 'commit-scores': {
      const draft = await drafts.get(draftPlace(chain, validator.account, { requestId }));
      doneStep(await commitScores({ request, reports: draft?.reports ?? [] }, validator, options));
      return `${name} committed its scores of request ${requestId}.`;
    }
    case 'reveal-scores': {
      const { scoresPpm } = doneStep(await revealScores({ request }, validator, options));
      return `${name} revealed ${scoresPpm.length} scores of request ${requestId}.`;
    }
    case 'judge': {
      const challenge = (await chain.challenges(requestId))[step.challengeId]!;
      doneStep(await judgeChallenge({ request, challenge, backend: 'auto' }, validator, options));
      return `${name} judged challenge ${step.challengeId} of request ${requestId}.`;
    }
    case 'reveal-verdict': {
      const challenge = (await chain.challenges(requestId))[step.challengeId]!;
      const { scorePpm } = doneStep(await revealVerdict({ request, challenge }, validator, options));
      return `${name} revealed its verdict on challenge ${step.challengeId}: ${(scorePpm / 1e6).toFixed(4)}.`;
    }
  }
}
