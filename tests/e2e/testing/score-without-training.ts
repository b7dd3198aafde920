// Scores on chain without anybody training: what a test of weights needs to begin with. Contract and content are real,
// only the documents are of no kind.
import { developmentAccount, type ConnectedMarket } from '../../../src/cli/connect-market.ts';
import type { ChainWitness } from './chain-witness.ts';

const BLOCKS_OPEN = 20;

/**
 * @param validators names and uids of those who score.
 * @param scores miner's name and uid, and the score every validator gives it.
 */
export async function scoreWithoutTraining(
  { chain, content }: ConnectedMarket,
  witness: ChainWitness,
  validators: { name: string; uid: number }[],
  scores: { miner: string; uid: number; score: number }[]
): Promise<void> {
  const publish = async (text: string) => {
    const cid = await content.addFile(new TextEncoder().encode(text));
    await content.publish(cid);
    return cid;
  };
  const reportCid = await publish('a document');
  const deadlineBlock = (await witness.block()) + BLOCKS_OPEN;
  const opened = await chain.open(await developmentAccount('Requester'), {
    specCid: reportCid,
    benchmarkCommitment: `0x${'11'.repeat(32)}`,
    deadlineBlock,
    scoringBlocks: 1000,
    thresholdPpm: 50_000,
    bountyRao: 1_000_000_000n
  });
  const requestId = 'requestId' in opened ? opened.requestId! : 0;
  for (const { miner, uid } of scores)
    await chain.submit(await developmentAccount(miner), { requestId, uid, packageCid: await publish(`of ${miner}`) });
  await witness.past(deadlineBlock);
  await Promise.all(
    validators.map(async ({ name, uid }) => {
      const account = await developmentAccount(name);
      for (const [submissionIndex, { score }] of scores.entries())
        await chain.score(account, { requestId, submissionIndex, uid, scorePpm: Math.round(score * 1e6), reportCid });
    })
  );
}
