// `assay market score`, `reveal-scores`: a validator's scores of one request, measured and committed, then shown.
import { defineCommand } from 'citty';
import { revealScores } from '#lib/market/scoring/reveal-scores.ts';
import { scoreRequest } from '#lib/market/scoring/score-request.ts';
import { sayingScores } from '../../validator/saying-scores.ts';
import { asSender, isStopped, readRequest, requestArgument, senderArguments } from '../../session/market-session.ts';
import { measureArguments, readMachine } from '../../session/measure.ts';

export const score = (signal: AbortSignal) =>
  defineCommand({
    meta: { name: 'score', description: 'Measure the submissions of a request and commit the scores, as a validator' },
    args: { ...requestArgument, ...senderArguments, ...measureArguments },
    run: ({ args }) => {
      const machine = readMachine(args);
      return asSender(args, signal, async (sender) => {
        const request = await readRequest(sender, args.request);
        const edges = { ...sender, scorer: machine.scorer };
        const scored = await scoreRequest({ request, backend: machine.backend }, edges, sayingScores(sender.options));
        if (isStopped(scored)) return scored;
        const { block, revealFromBlock, revealUntilBlock } = scored;
        const says = `scores committed in block ${block}; reveal them from block ${revealFromBlock} to ${revealUntilBlock}: assay market reveal-scores`;
        return { ...scored, says };
      });
    }
  });

export const revealScoresCommand = (signal: AbortSignal) =>
  defineCommand({
    meta: { name: 'reveal-scores', description: 'Reveal the committed scores and publish the reports, as a validator' },
    args: { ...requestArgument, ...senderArguments },
    run: ({ args }) =>
      asSender(args, signal, async (sender) => {
        const request = await readRequest(sender, args.request);
        const outcome = await revealScores({ request }, sender, sender.options);
        if (isStopped(outcome)) return outcome;
        return { ...outcome, says: `revealed in block ${outcome.block}; the reports are ${outcome.reportsCid}` };
      })
  });
