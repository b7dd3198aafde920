// `assay market commit`: a miner's sealed answer to a request, and what it must not forget.
import { defineCommand } from 'citty';
import { taoText } from '#lib/core/encoding/tao.ts';
import { commitSubmission } from '#lib/market/submission/commit-submission.ts';
import { requestWindows } from '#lib/market/request/request-windows.ts';
import { readRequestRisks } from '#lib/market/request/read-request-risks.ts';
import { riskText } from '#lib/market/request/request-risks.ts';
import { AppError } from '#lib/core/error/app-error.ts';
import { requireMaySubmit } from '#lib/market/request/require-may-submit.ts';
import { dataFolder, keysFolder } from '../../data-folder.ts';
import { fetchRequestSpec } from '#lib/market/request/fetch-request-spec.ts';
import { cliMechanism } from '../../mechanisms.ts';
import { say } from '../../say.ts';
import {
  asSender,
  isStopped,
  readRequest,
  requestArgument,
  senderArguments,
  type Sender,
  type SenderArgs
} from '../../session/market-session.ts';

/** For a miner that knows better. */
export const forceArgument = {
  force: { type: 'boolean', default: false, description: 'Submit although something speaks against the request' }
} as const;

export const commit = (signal: AbortSignal) =>
  defineCommand({
    meta: { name: 'commit', description: 'Check rows, seal them as a package and commit it to a request, as a miner' },
    args: {
      ...requestArgument,
      rows: { type: 'string', required: true, description: 'What is submitted: rows (JSONL) to a request for lift' },
      ...forceArgument,
      ...senderArguments
    },
    run: ({ args }) => commitRows(args, signal)
  });

/** @param args.data folder for state and keys. */
export async function commitRows(
  args: SenderArgs & { request: string; rows: string; force: boolean },
  signal: AbortSignal
): Promise<void> {
  await asSender(args, signal, async (sender) => {
    const request = await readRequest(sender, args.request);
    const spec = await fetchRequestSpec(sender.content, request, sender.options);
    const entry = await (await cliMechanism(spec.mechanism)).readEntry(args.rows);
    await requireMaySubmit(request, spec, sender);
    await requireNoRisk({ request, spec }, args.force, sender);
    const { submissionDepositRao: deposit } = request.terms;
    const keys = keysFolder(dataFolder(args.data));
    say(`the package's key will be in ${keys}; ${taoText(deposit)} TAO of deposit come back with the reveal.`);
    const outcome = await commitSubmission({ requestId: request.id, entry }, sender, sender.options);
    if (isStopped(outcome)) return outcome;
    const { submissionIndex, block, sealedCid } = outcome;
    const { commitEnd, revealEnd } = requestWindows(request);
    const says = [
      `submission ${submissionIndex} of request ${request.id} committed in block ${block}: ${sealedCid}`,
      `Reveal it after block ${commitEnd} and until block ${revealEnd}:`,
      `  assay market reveal --request ${request.id} --submission ${submissionIndex}`,
      `Its key is in ${keys}. Without the key it cannot be revealed, and the deposit of ${taoText(deposit)} TAO is lost.`
    ].join('\n');
    return { ...outcome, revealFromBlock: commitEnd + 1, revealUntilBlock: revealEnd, keysFolder: keys, says };
  });
}

/** @throws AppError `request/risky` with every reason, unless the miner insists. */
async function requireNoRisk(
  place: Parameters<typeof readRequestRisks>[0],
  force: boolean,
  sender: Sender
): Promise<void> {
  const [first, ...others] = (await readRequestRisks(place, sender, sender.options)).map(riskText);
  if (first === undefined) return;
  if (!force) throw new AppError('request/risky', first, { hints: [...others, 'Submit all the same with --force.'] });
  for (const text of [first, ...others]) say(text);
}
