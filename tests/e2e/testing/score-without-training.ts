// Scores on chain without anybody training, and what was paid for them: what a test of weights needs to begin with. Contract,
// content and request are real, only packages and reports are of no kind.
import type { RequestTerms } from '#lib/core/market/market-state.ts';
import type { Hex } from '#lib/core/encoding/hex.ts';
import { WORD_PROBLEM_REQUEST } from '#lib/core/demo/word-problems.ts';
import { keccakAsHex } from '@polkadot/util-crypto';
import { canonicalJson } from '#lib/core/encoding/canonical-json.ts';
import { defaultTerms } from '#lib/market/request/default-terms.ts';
import { requestWindows } from '#lib/market/request/request-windows.ts';
import { developmentAccount, type ConnectedMarket } from '../../../src/cli/connect-market.ts';
import type { ChainWitness } from './chain-witness.ts';

const BLOCKS_OPEN = 20;
const SALT: Hex = `0x${'22'.repeat(32)}`;
const KEY: Hex = `0x${'33'.repeat(32)}`;
const KEY_HASH: Hex = keccakAsHex(KEY);
/** Long enough for every transaction of a step, short enough to be passed at once. */
const WINDOWS: Partial<RequestTerms> = { revealBlocks: 30, scoreCommitBlocks: 30, scoreRevealBlocks: 1_000 };

/**
 * @param validators names of those who score.
 * @param scores miner's name and uid, and the score every validator gives it.
 * @returns the request's number.
 */
export async function scoreWithoutTraining(
  { chain, content }: ConnectedMarket,
  witness: ChainWitness,
  validators: string[],
  scores: { miner: string; uid: number; score: number }[]
): Promise<number> {
  const publish = async (bytes: Uint8Array) => {
    const cid = await content.addFile(bytes);
    await content.publish(cid);
    return cid;
  };
  const publishText = (text: string) => publish(new TextEncoder().encode(text));
  const document = await publishText('a document');
  const deadlineBlock = (await witness.block()) + BLOCKS_OPEN;
  const { minWindowBlocks } = await chain.parameters();
  const terms = defaultTerms({ deadlineBlock, isLocal: true, minWindowBlocks, validators: validators.length });
  const requester = await developmentAccount('Requester');
  const opened = await chain.open(requester, {
    specCid: await publish(canonicalJson(WORD_PROBLEM_REQUEST)),
    licenceCid: null,
    benchmarkCommitment: `0x${'11'.repeat(32)}`,
    bountyRao: 1_000_000_000n,
    terms: { ...terms, ...WINDOWS, validatorBondRao: 0n }
  });
  const requestId = 'requestId' in opened ? opened.requestId! : 0;
  const plainCids = await Promise.all(scores.map(({ miner }) => publishText(`of ${miner}`)));
  const packages = scores.map(({ miner, uid }, index) => ({ miner, uid, index, plainCid: plainCids[index]! }));
  for (const { miner, uid, plainCid } of packages) {
    const account = await developmentAccount(miner);
    const place = { requestId, hotkey: account.publicKey };
    const commitment = chain.submissionCommitment(place, { plainCid, keyHash: KEY_HASH, salt: SALT });
    const depositRao = terms.submissionDepositRao;
    await chain.commitSubmission(account, { requestId, uid, commitment, sealedCid: document, depositRao });
  }
  await witness.past(deadlineBlock);
  for (const { miner, index, plainCid } of packages)
    await chain.revealSubmission(await developmentAccount(miner), {
      requestId,
      index,
      plainCid,
      keyHash: KEY_HASH,
      salt: SALT,
      keyBoxCid: document
    });
  await witness.past(requestWindows(await chain.request(requestId)).revealEnd);
  await chain.snapshot(requester, requestId);
  await witness.past((await chain.request(requestId)).seedBlock!);
  await chain.draw(requester, requestId);

  const scoresPpm = scores.map(({ score }) => Math.round(score * 1e6));
  const seats = new Map((await chain.electors(requestId)).map(({ hotkey, seat }) => [hotkey, seat]));
  const forEach = (send: (account: Awaited<ReturnType<typeof developmentAccount>>, seat: number) => Promise<unknown>) =>
    Promise.all(
      validators.map(async (name) => {
        const account = await developmentAccount(name);
        return send(account, seats.get(account.publicKey)!);
      })
    );
  const sealed = { scoresPpm, reportsCid: document, salt: SALT };
  await forEach((account, seat) => {
    const commitment = chain.scoresCommitment({ requestId, hotkey: account.publicKey }, sealed);
    return chain.commitScores(account, { requestId, seat, commitment });
  });
  await witness.past(requestWindows(await chain.request(requestId)).scoreCommitEnd!);
  await forEach((account, seat) => chain.revealScores(account, { requestId, seat, ...sealed }));
  return requestId;
}

/** What the scores were for is settled and paid: every package that passed is opened. */
export async function payWithoutTraining(
  { chain }: ConnectedMarket,
  witness: ChainWitness,
  requestId: number
): Promise<void> {
  const requester = await developmentAccount('Requester');
  await witness.past(requestWindows(await chain.request(requestId)).challengeEnd!);
  await chain.settle(requester, requestId);
  for (const { index, status } of await chain.submissions(requestId))
    if (status === 'passed') await chain.openPackage(requester, { requestId, index, key: KEY });
}
