// `assay market list`: every request, newest first, with where it stands.
import { defineCommand } from 'citty';
import { taoText } from '#lib/core/encoding/tao.ts';
import { createMarketReader } from '#lib/market/request/market-reader.ts';
import { blocksLeft, requestPhase } from '#lib/market/request/request-phase.ts';
import { edgeArguments } from '../../connect-market.ts';
import { oneLine } from '../../one-line.ts';
import { readWhole } from '../../read-input.ts';
import { asReader } from '../../session/market-session.ts';
import { PHASE_WORDS } from './phase-words.ts';

export const list = (signal: AbortSignal) =>
  defineCommand({
    meta: { name: 'list', description: 'List the requests, newest first' },
    args: {
      ...edgeArguments,
      limit: { type: 'string', default: '20', description: 'Requests at most' },
      before: { type: 'string', description: 'Only requests with smaller numbers than this one' }
    },
    run: ({ args }) =>
      asReader(args, signal, async (market) => {
        const limit = readWhole('limit', args.limit, 1);
        const before = args.before === undefined ? undefined : readWhole('before', args.before);
        const { number: block } = await market.chain.bestBlock();
        const done = new AbortController();
        const entries = await createMarketReader(market, done.signal)
          .list({ signal, limit, before })
          .finally(() => done.abort());
        const last = entries.at(-1)?.request.id ?? 0;
        const requests = entries.map(({ request, submissions, spec }) => ({
          id: request.id,
          title: spec?.title ?? null,
          phase: requestPhase(request, block),
          blocksLeft: blocksLeft(request, block),
          bountyRao: request.bountyRao,
          submissions: submissions.length,
          specCid: request.specCid
        }));
        const lines = requests.map(({ id, title, phase, blocksLeft: left, bountyRao, submissions }) => {
          const time = left === null ? '' : `, ${left} blocks left`;
          return `${id}  ${title === null ? '(its document cannot be read)' : oneLine(title)}: ${taoText(bountyRao)} TAO, ${submissions} submissions, ${PHASE_WORDS[phase]}${time}`;
        });
        if (last > 0) lines.push(`older ones: --before ${last}`);
        const next = last > 0 ? last : null;
        return { block, requests, next, says: lines.join('\n') || 'no requests yet.' };
      })
  });
