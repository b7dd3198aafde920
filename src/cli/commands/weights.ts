// `assay weights`: the vector from the validator's own scores and what was paid for them, shown with the reasons for every share,
// its change and every obstacle, then sent in the way the chain takes it; `--reveal` shows what was committed by hash.
import { randomBytes } from 'node:crypto';
import { defineCommand } from 'citty';
import type { SigningAccount } from '#lib/ports/signing-account.ts';
import type { TxOptions } from '#lib/ports/tx-state.ts';
import { parseRewardCurve, requireCap } from '#lib/core/weights/parse-reward-curve.ts';
import { DEFAULT_WEIGHING, MOST_HALF_LIFE_BLOCKS } from '#lib/core/weights/weighing-rules.ts';
import { METHOD_WORDS } from '#lib/core/weights/weight-method.ts';
import type { WeightMethod } from '#lib/core/weights/weight-rules.ts';
import { taoText } from '#lib/core/encoding/tao.ts';
import { AppError } from '#lib/core/error/app-error.ts';
import { followCommits } from '#lib/market/weights/follow-commits.ts';
import { proposeWeights } from '#lib/market/weights/propose-weights.ts';
import { revealWeights } from '#lib/market/weights/reveal-weights.ts';
import { submitWeights } from '#lib/market/weights/submit-weights.ts';
import { createFileWeightCommits } from '#lib/store/file-weight-commits.ts';
import type { WeightCommitStore } from '#lib/ports/weight-commit-store.ts';
import {
  accountArguments,
  connectMarket,
  edgeArguments,
  signingAccount,
  type ConnectedMarket
} from '../connect-market.ts';
import { confirmCost } from '../confirm-cost.ts';
import { dataFolder, weightCommitsFolder } from '../data-folder.ts';
import { readWhole } from '../read-input.ts';
import { readTao } from '../read-tao.ts';
import { printJson, say } from '../say.ts';
import { senderArguments } from '../session/market-session.ts';
import { sayCommit, sayProposal } from '../say-weights.ts';

const METHODS = Object.keys(METHOD_WORDS) as WeightMethod[];

interface Edges {
  market: ConnectedMarket;
  account: SigningAccount;
  commits: WeightCommitStore;
  options: TxOptions;
}

export const weights = (signal: AbortSignal) =>
  defineCommand({
    meta: {
      name: 'weights',
      description: 'Set weights from the scores this validator gave and what was paid for them'
    },
    args: {
      ...edgeArguments,
      ...accountArguments,
      ask: senderArguments.ask,
      curve: { type: 'string', default: 'linear', description: 'linear, top-k, softmax or square-root' },
      'top-k': { type: 'string', description: 'How many miners top-k rewards (3)' },
      temperature: { type: 'string', description: 'Temperature of softmax (0.1)' },
      cap: {
        type: 'string',
        default: String(DEFAULT_WEIGHING.cap),
        description: 'Largest share of one coldkey; 1: no cap'
      },
      'least-bounty': {
        type: 'string',
        default: taoText(DEFAULT_WEIGHING.leastBountyRao),
        description: 'TAO; requests with a smaller bounty do not count'
      },
      'half-life': {
        type: 'string',
        default: String(DEFAULT_WEIGHING.halfLifeBlocks),
        description: 'Blocks after which a payment counts half as much'
      },
      requesters: {
        type: 'string',
        default: String(DEFAULT_WEIGHING.leastRequesters),
        description: 'Requesters that must have paid a miner before it counts'
      },
      'full-volume': {
        type: 'string',
        description: 'TAO that must count for miners to share the whole vector; --burn-uid takes the rest'
      },
      mechid: {
        type: 'string',
        alias: 'mechanism',
        default: '0',
        description: "Which of the subnet's vectors (subtensor's mechid)"
      },
      mix: { type: 'string', description: "Shares of the market's mechanisms, e.g. lift=60,harness=40" },
      'burn-uid': { type: 'string', description: 'uid that takes what nobody earned' },
      method: { type: 'string', description: `Way to prefer: ${METHODS.join(', ')}` },
      reveal: { type: 'boolean', default: false, description: 'Reveal what was committed by hash' },
      'dry-run': { type: 'boolean', default: false, description: 'Show the vector, send nothing' }
    },
    async run({ args }) {
      const choice = {
        curve: parseRewardCurve({
          kind: args.curve,
          topK: numberOf(args['top-k']),
          temperature: numberOf(args.temperature)
        }),
        cap: requireCap(Number(args.cap)),
        leastBountyRao: readTao('least-bounty', args['least-bounty']),
        halfLifeBlocks: readWhole('half-life', args['half-life'], 1, MOST_HALF_LIFE_BLOCKS),
        leastRequesters: readWhole('requesters', args.requesters, 1),
        fullVolumeRao: args['full-volume'] === undefined ? null : readTao('full-volume', args['full-volume']),
        mechid: mechidOf(args.mechid),
        ...(args.mix === undefined ? {} : { mix: { shares: readMix(args.mix) } }),
        burnUid: args['burn-uid'] === undefined ? null : readWhole('burn-uid', args['burn-uid']),
        method: methodOf(args.method)
      };
      const market = await connectMarket({ ...args, signal });
      try {
        const account = await signingAccount(args, market.chain.identity().isLocal);
        const commits = createFileWeightCommits(weightCommitsFolder(dataFolder(args.data)));
        const options = { signal, confirmCost: confirmCost({ ask: args.ask, signal }) };
        const edges = { market, account, commits, options };
        const result = args.reveal ? await reveal(edges) : await propose(edges, choice, args['dry-run']);
        if (args.json) printJson(result);
      } finally {
        await market.stop();
      }
    }
  });

async function propose(
  { market, account, commits, options }: Edges,
  choice: Parameters<typeof proposeWeights>[2] & { mechid: number },
  dryRun: boolean
) {
  const { chain } = market;
  const proposal = await proposeWeights(market, account, choice);
  sayProposal(proposal);
  const { uids, values, rows, plan, leftOut, weighing, countedRao } = proposal;
  const summary = { uids, values, method: plan.method, obstacles: plan.obstacles, rows, leftOut, weighing, countedRao };
  const nothing = uids.length === 0;
  if (nothing || dryRun) return { ...summary, block: null };
  const edges = { chain, account, commits, randomBytes: (length: number) => Uint8Array.from(randomBytes(length)) };
  const sent = await submitWeights({ vector: { uids, values }, ...choice }, edges, options);
  if (sent.status === 'rejected') return { ...summary, block: null };
  if (sent.status === 'set') say(`weights set in block ${sent.block}.`);
  else {
    say(`weights committed in block ${sent.block}.`);
    for (const followed of await followCommits({ chain }, commits, account.publicKey))
      if (followed.commit.hash === sent.commit.hash) sayCommit(followed, proposal.rules.blockSeconds);
  }
  return { ...summary, block: sent.block };
}

/** @throws AppError `weights/nothing-to-reveal`. */
async function reveal({ market: { chain }, account, commits, options }: Edges) {
  const followed = await followCommits({ chain }, commits, account.publicKey);
  const { blockSeconds, validator } = await chain.weightRules(account.publicKey);
  for (const one of followed) sayCommit(one, blockSeconds);
  if (validator) say(`validator trust ${(validator.trust / 65_535).toFixed(4)}`);
  const open = followed.filter(({ commit, state }) => commit.kind === 'commit-by-hash' && state.status === 'open');
  if (followed.length === 0)
    throw new AppError('weights/nothing-to-reveal', 'No commit of this hotkey is kept here.', {
      hints: ['Give --data FOLDER where the weights were committed with one.']
    });
  const blocks: number[] = [];
  // Oldest first: revealing one drops those committed before it.
  for (const { commit } of open.reverse()) {
    const outcome = await revealWeights(commit, { chain, account, commits }, options);
    if (outcome.status === 'rejected') continue;
    say(`revealed in block ${outcome.block}.`);
    blocks.push(outcome.block);
  }
  const now = blocks.length > 0 ? await followCommits({ chain }, commits, account.publicKey) : followed;
  return {
    commits: now.map(({ commit: { kind, hash, mechid, block }, state }) => ({
      kind,
      hash,
      mechanism: mechid,
      block,
      state
    })),
    revealedBlocks: blocks,
    validatorTrust: validator?.trust ?? null
  };
}

const numberOf = (text: string | undefined): number | undefined => (text === undefined ? undefined : Number(text));

function mechidOf(text: string): number {
  const mechid = Number(text);
  if (Number.isInteger(mechid) && mechid >= 0 && mechid <= 15) return mechid;
  throw new AppError('input/bad-mechanism', 'A mechid is a whole number from 0 to 15.');
}

/** `lift=60,harness=40` as shares by name. @throws AppError `input/bad-mix`. */
function readMix(text: string): Record<string, number> {
  const parts = text.split(',').map((part) => /^\s*([a-z][a-z0-9-]*)\s*=\s*(\d+(?:\.\d+)?)\s*$/.exec(part));
  if (parts.every((part) => part !== null)) return Object.fromEntries(parts.map((part) => [part[1]!, Number(part[2])]));
  throw new AppError('input/bad-mix', `--mix must be shares such as lift=60,harness=40, not "${text}".`, {
    details: { option: 'mix' }
  });
}

function methodOf(text: string | undefined): WeightMethod | undefined {
  const method = METHODS.find((name) => name === text);
  if (method || text === undefined) return method;
  throw new AppError('input/unknown-method', `There is no way "${text}" to bring weights on chain.`, {
    hints: [`Choose one of ${METHODS.join(', ')}; the chain decides which of them it takes.`]
  });
}
