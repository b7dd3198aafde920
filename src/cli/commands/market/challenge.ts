// `assay market challenge`: stakes a bond on a validator's report being wrong; a jury runs it again.
import { defineCommand } from 'citty';
import { taoText } from '#lib/core/encoding/tao.ts';
import { MAX_REPORT_BYTES } from '#lib/core/report/parse-score-report.ts';
import { judgedView } from '#lib/market/challenge/judged-view.ts';
import { challengeReport } from '#lib/market/challenge/challenge-report.ts';
import { readReport } from '#lib/market/verify/read-report.ts';
import { measureSigned } from '#lib/market/scoring/measure-signed.ts';
import { readInput, readWhole } from '../../read-input.ts';
import { say } from '../../say.ts';
import {
  asSender,
  isStopped,
  readSubmission,
  senderArguments,
  submissionArguments
} from '../../session/market-session.ts';
import { measureArguments, readMachine } from '../../session/measure.ts';

export const challenge = (signal: AbortSignal) =>
  defineCommand({
    meta: { name: 'challenge', description: "Challenge a validator's report before a jury" },
    args: {
      ...submissionArguments,
      seat: { type: 'string', required: true, description: 'Seat of the validator whose report is wrong' },
      evidence: { type: 'string', description: 'Signed report (JSON file); without it a validator measures anew' },
      ...measureArguments,
      ...senderArguments
    },
    run: ({ args }) => {
      const seat = readWhole('seat', args.seat);
      const { backend, scorer } = readMachine(args);
      return asSender(args, signal, async (sender) => {
        const place = await readSubmission(sender, args);
        const accused = { request: place.request, submissionIndex: place.submission.index, seat };
        const { challengeBondRao } = place.request.terms;
        say(`the bond is ${taoText(challengeBondRao)} TAO: it comes back unless the jury agrees with the report.`);
        const evidence =
          args.evidence === undefined
            ? await measureSigned(
                { ...place, backend, ...(await judgedView(accused, sender, sender.options)) },
                { ...sender, scorer },
                sender.options
              )
            : {
                status: 'measured' as const,
                report: await readReport(await readInput(args.evidence, MAX_REPORT_BYTES), sender)
              };
        if (isStopped(evidence)) return evidence;
        const outcome = await challengeReport({ ...accused, evidence: evidence.report }, sender, sender.options);
        if (isStopped(outcome)) return outcome;
        const { challengeId, block } = outcome;
        return {
          ...outcome,
          says: `challenge ${challengeId} in block ${block}; its jury can be drawn from block ${block + 5} on.`
        };
      });
    }
  });
