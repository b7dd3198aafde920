// What the verbs of `assay market` share: their options, their edges, and how an outcome is told.
import type { MarketSubmission, MarketRequest } from '#lib/core/market/market-state.ts';
import type { TxOptions, TxOutcome } from '#lib/ports/tx-state.ts';
import { AppError } from '#lib/core/error/app-error.ts';
import type { LongCallOptions } from '#lib/core/long-call.ts';
import type { ActorEdges, Stopped } from '#lib/ports/market-edges.ts';
import { createFileKeyVault } from '#lib/store/file-key-vault.ts';
import { createFileScoreDrafts } from '#lib/store/file-score-drafts.ts';
import { confirmCost } from '../confirm-cost.ts';
import {
  accountArguments,
  connectMarket,
  edgeArguments,
  signingAccount,
  type ConnectedMarket
} from '../connect-market.ts';
import { dataFolder, keysFolder, scoreDraftsFolder } from '../data-folder.ts';
import { EXIT } from '../exit-code.ts';
import { randomBytes } from '../random-bytes.ts';
import { readWhole } from '../read-input.ts';
import { printJson, progressLines, say } from '../say.ts';

/** Options of a verb that sends a transaction. */
export const senderArguments = {
  ...edgeArguments,
  ...accountArguments,
  ask: { type: 'boolean', default: false, description: 'Ask before signing, once the cost is known' }
} as const;

export const requestArgument = {
  request: { type: 'string', required: true, description: 'Number of the request' }
} as const;

export const submissionArguments = {
  ...requestArgument,
  submission: { type: 'string', required: true, description: 'Number of the submission in its request' }
} as const;

/** What a verb did: a sentence for people, the rest for `--json`. */
export interface VerbDone {
  says: string;
  [fact: string]: unknown;
}

export interface Sender extends ConnectedMarket, ActorEdges {
  /** For the verb's last parameter. */
  options: LongCallOptions & TxOptions;
}

export interface SenderArgs {
  chain: string;
  gateway: string;
  netuid?: string;
  market?: string;
  data?: string;
  dev?: string;
  'key-file'?: string;
  ask: boolean;
  json: boolean;
}

/** Connects, does the verb and tells its outcome. What was not sent ends with exit code 1. */
export async function asSender(
  args: SenderArgs,
  signal: AbortSignal,
  verb: (sender: Sender) => Promise<VerbDone | Stopped>
): Promise<void> {
  const market = await connectMarket({ ...args, signal });
  try {
    const account = await signingAccount(args, market.chain.identity().isLocal);
    const data = dataFolder(args.data);
    tell(
      await verb({
        ...market,
        account,
        vault: createFileKeyVault(keysFolder(data)),
        drafts: createFileScoreDrafts(scoreDraftsFolder(data)),
        randomBytes,
        options: { signal, onProgress: progressLines(), confirmCost: confirmCost({ ask: args.ask, signal }) }
      }),
      args
    );
  } finally {
    await market.stop();
  }
}

/** The same for a verb that only reads. */
export async function asReader(
  args: Pick<SenderArgs, 'chain' | 'gateway' | 'netuid' | 'market' | 'json'>,
  signal: AbortSignal,
  read: (market: ConnectedMarket) => Promise<VerbDone>
): Promise<void> {
  const market = await connectMarket({ ...args, signal });
  try {
    tell(await read(market), args);
  } finally {
    await market.stop();
  }
}

export const isStopped = (outcome: { status: string } | VerbDone): outcome is Stopped =>
  outcome.status === 'rejected' || outcome.status === 'cancelled';

/** The outcome of a plain call. @param did what is done then, e.g. `request 3 is settled`. */
export function sent(outcome: TxOutcome, did: string, facts: Record<string, unknown> = {}): VerbDone | Stopped {
  if (outcome.status !== 'finalized') return outcome;
  const { block, txHash } = outcome;
  return { ...facts, block: block.number, txHash, says: `${did} in block ${block.number}.` };
}

function tell(outcome: VerbDone | Stopped, { json }: { json: boolean }): void {
  if (isStopped(outcome)) {
    process.exitCode = EXIT.failed;
    if (json) printJson(outcome);
    else say('nothing was sent.');
    return;
  }
  const { says, ...facts } = outcome;
  if (json) printJson(facts);
  else console.log(says);
}

/** @throws AppError `input/no-such-item` naming the option. */
export async function readRequest({ chain }: ConnectedMarket, text: string): Promise<MarketRequest> {
  const id = readWhole('request', text);
  if (id >= (await chain.requestCount())) throw noSuch('request', `There is no request ${id} on this market.`);
  return chain.request(id);
}

/** @throws AppError `input/no-such-item` naming the option. */
export async function readSubmission(
  market: ConnectedMarket,
  args: { request: string; submission: string }
): Promise<{ request: MarketRequest; submission: MarketSubmission }> {
  const request = await readRequest(market, args.request);
  const index = readWhole('submission', args.submission);
  const submission = (await market.chain.submissions(request.id))[index];
  if (!submission) throw noSuch('submission', `Request ${request.id} has no submission ${index}.`);
  return { request, submission };
}

export const noSuch = (option: string, short: string): AppError =>
  new AppError('input/no-such-item', short, { details: { option } });
