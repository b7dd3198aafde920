// A miner's answer: the same gates a validator runs, then the package on the content network and its CID on chain.
import type { SigningAccount } from '../chain/signing-account.ts';
import type { TxOptions } from '../chain/tx-state.ts';
import { buildPackage } from '../core/dataset/build-package.ts';
import { AppError } from '../core/error/app-error.ts';
import type { LongCallOptions } from '../core/long-call.ts';
import { checkDataset } from '../core/quality/check-dataset.ts';
import type { GateResult } from '../core/quality/gate.ts';
import { requireNeuron } from './account-neuron.ts';
import { fetchRequestSpec } from './fetch-request-spec.ts';
import type { MarketEdges, Stopped } from './market-edges.ts';

export interface SubmittedDataset {
  status: 'submitted';
  packageCid: string;
  submissionIndex: number;
  gates: GateResult[];
  rows: number;
  block: number;
}

/**
 * @param input.data the rows, JSONL.
 * @throws AppError `dataset/gate-failed` with the gates in `details.gates` when one fails (nothing is sent);
 * `dataset/...` for malformed input; store and chain errors.
 */
export async function submitDataset(
  input: { requestId: number; data: Uint8Array },
  { chain, content, account }: MarketEdges & { account: SigningAccount },
  options: LongCallOptions & TxOptions = {}
): Promise<SubmittedDataset | Stopped> {
  const { signal, onProgress } = options;
  const request = await chain.request(input.requestId);
  const neuron = requireNeuron(await chain.metagraph(), account);
  const spec = await fetchRequestSpec(content, request, { signal });

  const { gates, rows } = await checkDataset({ spec, data: input.data, benchmark: null }, { signal, onProgress });
  const failed = gates.filter((gate) => !gate.pass);
  if (failed.length > 0) {
    throw new AppError(
      'dataset/gate-failed',
      `The dataset does not pass: ${failed.map((gate) => gate.detail).join(' ')}`,
      {
        hints: ['Mend the rows named below; nothing was sent.'],
        details: { gates }
      }
    );
  }

  onProgress?.({ stage: 'publish', done: 0, total: 2 });
  const files = buildPackage({ spec, requestCid: request.specCid, data: input.data, gates });
  const packageCid = await content.addFolder(files, { signal });
  await content.publish(packageCid, { signal });

  onProgress?.({ stage: 'submit', done: 1, total: 2 });
  const outcome = await chain.submit(account, { requestId: input.requestId, uid: neuron.uid, packageCid }, options);
  if (outcome.status === 'rejected') return { status: 'rejected' };
  const submissions = await chain.submissions(input.requestId);
  const submissionIndex = submissions.findIndex((submission) => submission.hotkey === account.publicKey);
  onProgress?.({ stage: 'submitted', done: 2, total: 2 });
  return { status: 'submitted', packageCid, submissionIndex, gates, rows, block: outcome.block.number };
}
