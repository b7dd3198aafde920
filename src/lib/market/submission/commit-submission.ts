// A miner's answer: the same gates a validator runs, then the package sealed on the content network and its commitment on chain.
import type { TxOptions } from '../../ports/tx-state.ts';
import { packageKeyName } from '../../core/sealing/key-names.ts';
import { AppError } from '../../core/error/app-error.ts';
import type { LongCallOptions } from '../../core/long-call.ts';
import type { GateResult } from '../../core/gate/gate-result.ts';
import { keyHashOf, PACKAGE_KEY_BYTES, submissionSaltOf } from '../../core/sealing/package-key.ts';
import { sealPackage } from '../../core/sealing/sealed-package.ts';
import { requireNeuron } from '../request/account-neuron.ts';
import { requireInvitation } from '../request/require-invitation.ts';
import { fetchPractice } from '../request/fetch-practice.ts';
import { fetchWholeRequest } from '../request/fetch-whole-request.ts';
import type { ActorEdges, Stopped } from '../../ports/market-edges.ts';

export interface CommittedSubmission {
  status: 'committed';
  /** Of the package as it will be read once it is opened; known to nobody else yet. */
  plainCid: string;
  sealedCid: string;
  submissionIndex: number;
  gates: GateResult[];
  /** What is in it, counted as the mechanism counts. */
  rows: number;
  block: number;
}

/**
 * The package's key is in the vault before anything is sent: without it the submission can never be revealed.
 * @param input.entry what the request's mechanism takes, such as rows for lift.
 * @throws AppError `dataset/gate-failed` with the gates in `details.gates` when one fails (nothing is sent);
 * `market/not-allowed` for a hotkey that is not invited; `dataset/...` for malformed input; vault, store and chain errors.
 */
export async function commitSubmission(
  input: { requestId: number; entry: unknown },
  { chain, content, mechanisms, account, vault, randomBytes }: Omit<ActorEdges, 'drafts'>,
  options: LongCallOptions & TxOptions = {}
): Promise<CommittedSubmission | Stopped> {
  const { signal, onProgress } = options;
  const request = await chain.request(input.requestId);
  const neuron = requireNeuron(await chain.metagraph(), account);
  const { spec, mechanism } = await fetchWholeRequest(request, { content, mechanisms }, { signal });

  const invitation = requireInvitation(request, spec, account.publicKey);

  const practice = await fetchPractice(spec, mechanism, content, { signal });
  const { gates, items } = await mechanism.precheck({ spec, entry: input.entry, ...practice }, { signal, onProgress });
  requireAllPassed(gates);

  onProgress?.({ stage: 'seal', done: 0, total: 3 });
  const files = mechanism.packEntry(input.entry, { spec, requestCid: request.specCid, gates });
  const { cid: plainCid, car } = await content.packCar(files, { signal });
  const key = randomBytes(PACKAGE_KEY_BYTES);
  const sealedCid = await content.addFolder(sealPackage({ car, key }, randomBytes), { signal });
  await vault.put(packageKeyName(sealedCid), key);

  onProgress?.({ stage: 'publish', done: 1, total: 3 });
  await content.publish(sealedCid, { signal });

  onProgress?.({ stage: 'commit', done: 2, total: 3 });
  const place = { requestId: request.id, hotkey: account.publicKey };
  const commitment = chain.submissionCommitment(place, {
    plainCid,
    keyHash: keyHashOf(key),
    salt: submissionSaltOf(key)
  });
  const depositRao = request.terms.submissionDepositRao;
  const sent = { requestId: request.id, uid: neuron.uid, commitment, sealedCid, depositRao, invitation };
  const outcome = await chain.commitSubmission(account, sent, options);
  if (outcome.status === 'rejected') return { status: 'rejected' };
  const submissions = await chain.submissions(request.id);
  const submissionIndex = submissions.findIndex(({ hotkey }) => hotkey === account.publicKey);
  onProgress?.({ stage: 'committed', done: 3, total: 3 });
  return { status: 'committed', plainCid, sealedCid, submissionIndex, gates, rows: items, block: outcome.block.number };
}

function requireAllPassed(gates: GateResult[]): void {
  const failed = gates.filter((gate) => !gate.pass);
  if (failed.length === 0) return;
  throw new AppError(
    'dataset/gate-failed',
    `The dataset does not pass: ${failed.map((gate) => gate.detail).join(' ')}`,
    {
      hints: ['Correct the rows named below; nothing was sent.'],
      details: { gates }
    }
  );
}
