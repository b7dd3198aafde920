// `assay market list`: every request, newest first, with where it stands.
import { defineCommand } from 'citty';
import { taoText } from '#lib/core/encoding/tao.ts';
import { createMarketReader } from '#lib/market/request/market-reader.ts';
import { blocksLeft, requestPhase } from '#lib/market/request/request-phase.ts';
import { edgeArguments } from '../../connect-market.ts';
import { oneLine } from '../../one-line.ts';
import { asReader } from '../../session/market-session.ts';
import { PHASE_WORDS } from './phase-words.ts';

export const list = (signal: AbortSignal) =>
  defineCommand({
    meta: { name: 'list', description: 'List the requests, newest first' },
    args: edgeArguments,
    run: ({ args }) =>
      asReader(args, signal, async (market) => {
        const { number: block } = await market.chain.bestBlock();
        const entries = await createMarketReader(market).list({ signal });
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
        return { block, requests, says: lines.join('\n') || 'no requests yet.' };
      })
  });
