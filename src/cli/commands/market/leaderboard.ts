// `assay market leaderboard`: the miners of a mechanism by their best score in any settled request.
import { defineCommand } from 'citty';
import { leaderboard } from '#lib/market/leaderboard/leaderboard.ts';
import { intervalKey, scoreIntervals } from '#lib/market/leaderboard/score-intervals.ts';
import { createMarketReader, DOCUMENTS_AT_ONCE, type MarketEntry } from '#lib/market/request/market-reader.ts';
import { edgeArguments } from '../../connect-market.ts';
import { oneLine } from '../../one-line.ts';
import { readChoice, readWhole } from '../../read-input.ts';
import { asReader } from '../../session/market-session.ts';

/** For documents of a page that were never read. */
const DOCUMENTS_MS = 20_000;

export const leaderboardCommand = (signal: AbortSignal) =>
  defineCommand({
    meta: { name: 'leaderboard', description: 'The miners by their best score in any settled request' },
    args: {
      ...edgeArguments,
      mechanism: { type: 'string', default: 'harness', description: 'Requests of this mechanism' },
      'half-life': {
        type: 'string',
        description: 'Blocks after which a score counts half, as in weights; default: never'
      },
      limit: { type: 'string', default: '50', description: 'Miners at most' }
    },
    run: ({ args }) =>
      asReader(args, signal, async (market) => {
        const mechanism = readChoice('mechanism', args.mechanism, market.mechanisms.names);
        const halfLife = args['half-life'];
        const halfLifeBlocks = halfLife === undefined ? null : readWhole('half-life', halfLife, 1);
        const { number: block } = await market.chain.bestBlock();
        const done = new AbortController();
        const reader = createMarketReader(market, done.signal);
        const entries: MarketEntry[] = [];
        try {
          for (let before = Infinity; before > 0; before = entries.at(-1)?.request.id ?? 0)
            entries.push(
              ...(await reader.list({ signal, limit: DOCUMENTS_AT_ONCE, before, documentsMs: DOCUMENTS_MS }))
            );
        } finally {
          done.abort();
        }
        const unread = entries.filter(({ spec, request }) => spec === null && request.stage === 'settled').length;
        const rows = leaderboard(entries, { mechanism, block, halfLifeBlocks }).slice(
          0,
          readWhole('limit', args.limit, 1)
        );
        const intervals = await scoreIntervals(rows, mechanism, market, { signal });
        const metagraph = await market.chain.metagraph();
        const miners = rows.map((row, at) => ({
          rank: at + 1,
          hotkey: row.hotkey,
          uid: metagraph.neurons.find(({ publicKey }) => publicKey === row.hotkey)?.uid ?? null,
          score: row.scorePpm / 1e6,
          counted: row.countedPpm / 1e6,
          interval95: intervals.get(intervalKey(row)) ?? null,
          request: row.requestId,
          title: row.title,
          submission: row.submission.index,
          settledBlock: row.settledBlock,
          passed: row.passed
        }));
        const lines = miners.map(({ rank, uid, hotkey, score, counted, interval95, request, title, submission }) => {
          const who = uid === null ? hotkey : `uid ${uid}`;
          const interval = interval95 ? ` (${interval95.map((end) => end.toFixed(3)).join(' to ')})` : '';
          const fades = counted === score ? '' : `, counts ${counted.toFixed(3)}`;
          return `${rank}  ${score.toFixed(3)}${interval}${fades}  ${who}: request ${request}, submission ${submission}, ${oneLine(title)}`;
        });
        if (unread > 0) lines.push(`${unread} settled requests are left out: nobody gives their documents.`);
        return {
          block,
          mechanism,
          halfLifeBlocks,
          miners,
          unreadRequests: unread,
          says: lines.join('\n') || `no settled request of ${mechanism} has paid a miner yet.`
        };
      })
  });
