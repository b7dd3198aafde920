// What a validator of the crew does about scores: measures, commits, reveals; in a request and in a jury.
import type { MarketRequest, MarketSubmission } from '../../core/market/market-state.ts';
import type { LongCallOptions } from '../../core/long-call.ts';
import type { ScoreReport } from '../../core/report/score-report.ts';
import { AppError } from '../../core/error/app-error.ts';
import { accusedReport, challengedView } from '../challenge/challenged-view.ts';
import { commitScores } from '../scoring/commit-scores.ts';
import { commitVerdict } from '../challenge/commit-verdict.ts';
import { ensureSealingKey } from '../keys/ensure-sealing-key.ts';
import { draftPlace, keepReport } from '../scoring/keep-report.ts';
import { measureSubmission } from '../scoring/measure-submission.ts';
import { revealScores } from '../scoring/reveal-scores.ts';
import { revealVerdict } from '../challenge/reveal-verdict.ts';
import { signReport } from '../scoring/sign-report.ts';
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
      const submission = (await chain.submissions(requestId))[step.index]!;
      const report = await measureSigned({ request, submission }, name, edges, options);
      await keepReport(draftPlace(chain, validator.account, { requestId }), report, drafts);
      return `${name} scored submission ${step.index} of request ${requestId}: ${report.result.score.toFixed(4)}.`;
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
      const submission = (await chain.submissions(requestId))[challenge.submissionIndex]!;
      const withoutEarlier = await challengedView(accusedReport(request, challenge), edges, options);
      const report = await measureSigned({ request, submission, withoutEarlier }, name, edges, options);
      doneStep(await commitVerdict({ request, challenge, report }, validator, options));
      return `${name} judged challenge ${step.challengeId} of request ${requestId}.`;
    }
    case 'reveal-verdict': {
      const challenge = (await chain.challenges(requestId))[step.challengeId]!;
      const { scorePpm } = doneStep(await revealVerdict({ request, challenge }, validator, options));
      return `${name} revealed its verdict on challenge ${step.challengeId}: ${(scorePpm / 1e6).toFixed(4)}.`;
    }
  }
}

async function measureSigned(
  place: { request: MarketRequest; submission: MarketSubmission; withoutEarlier?: readonly number[] },
  name: string,
  edges: CrewEdges,
  options: LongCallOptions
): Promise<ScoreReport> {
  const { chain, vault, randomBytes } = edges;
  const account = edges.member(name);
  const { secretKey } = await ensureSealingKey(chain, account, vault, randomBytes);
  const { report } = doneStep(
    await measureSubmission({ ...place, backend: 'auto' }, { ...edges, account, sealingSecretKey: secretKey }, options)
  );
  const signed = await signReport(report, { chain, account });
  if (!signed) throw new AppError('crew/stopped', 'The crew was stopped in the middle of a step.');
  return signed;
}
