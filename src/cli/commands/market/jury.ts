// `assay market draw-jury`, `judge`, `reveal-verdict`, `appeal`, `resolve`: a challenge from its seed to its end.
import { defineCommand } from 'citty';
import { APPEAL_BONDS } from '#lib/core/market/market-constants.ts';
import type { Challenge, MarketRequest } from '#lib/core/market/market-state.ts';
import { judgeChallenge } from '#lib/market/challenge/judge-challenge.ts';
import { revealVerdict } from '#lib/market/challenge/reveal-verdict.ts';
import { verdictRevealEnd } from '#lib/market/request/challenge-windows.ts';
import { taoText } from '#lib/core/encoding/tao.ts';
import { readWhole } from '../../read-input.ts';
import { say } from '../../say.ts';
import {
  asSender,
  isStopped,
  noSuch,
  readRequest,
  requestArgument,
  senderArguments,
  sent,
  type Sender
} from '../../session/market-session.ts';
import { measureArguments, readMachine } from '../../session/measure.ts';

const challengeArguments = {
  ...requestArgument,
  challenge: { type: 'string', required: true, description: 'Number of the challenge in its request' },
  ...senderArguments
} as const;

interface Place {
  request: MarketRequest;
  challenge: Challenge;
}

async function readChallenge(sender: Sender, args: { request: string; challenge: string }): Promise<Place> {
  const request = await readRequest(sender, args.request);
  const id = readWhole('challenge', args.challenge);
  const challenge = (await sender.chain.challenges(request.id)).find((one) => one.id === id);
  if (!challenge) throw noSuch('challenge', `Request ${request.id} has no challenge ${id}.`);
  return { request, challenge };
}

async function reread({ chain }: Sender, { request, challenge }: Place): Promise<Challenge> {
  return (await chain.challenges(request.id))[challenge.id]!;
}

export const drawJury = (signal: AbortSignal) =>
  defineCommand({
    meta: { name: 'draw-jury', description: 'Draw the jury of a challenge' },
    args: challengeArguments,
    run: ({ args }) =>
      asSender(args, signal, async (sender) => {
        const place = await readChallenge(sender, args);
        const ids = { requestId: place.request.id, challengeId: place.challenge.id };
        const outcome = await sender.chain.drawJury(sender.account, ids, sender.options);
        const { jurors, tickets, deadlineBlock } = await reread(sender, place);
        const seats = jurors.map(({ seat }) => seat);
        const did = `seats ${seats.join(', ')} judge with ${tickets.length} votes, until block ${deadlineBlock}; drawn`;
        return sent(outcome, did, { ...ids, seats, tickets, deadlineBlock });
      })
  });

export const judge = (signal: AbortSignal) =>
  defineCommand({
    meta: { name: 'judge', description: 'Measure the challenged submission anew and commit the verdict, as a juror' },
    args: { ...challengeArguments, ...measureArguments },
    run: ({ args }) => {
      const { backend, scorer } = readMachine(args);
      return asSender(args, signal, async (sender) => {
        const { request, challenge } = await readChallenge(sender, args);
        const place = { request, challenge, backend };
        const outcome = await judgeChallenge(place, { ...sender, scorer }, sender.options);
        if (isStopped(outcome)) return outcome;
        const from = challenge.deadlineBlock + 1;
        const until = verdictRevealEnd(challenge, request.terms);
        return {
          ...outcome,
          revealFromBlock: from,
          revealUntilBlock: until,
          says: `verdict ${outcome.scorePpm / 1e6} committed in block ${outcome.block}; reveal it from block ${from} to ${until}: assay market reveal-verdict`
        };
      });
    }
  });

export const revealVerdictCommand = (signal: AbortSignal) =>
  defineCommand({
    meta: { name: 'reveal-verdict', description: 'Reveal the committed verdict, as a juror' },
    args: challengeArguments,
    run: ({ args }) =>
      asSender(args, signal, async (sender) => {
        const outcome = await revealVerdict(await readChallenge(sender, args), sender, sender.options);
        if (isStopped(outcome)) return outcome;
        return { ...outcome, says: `verdict ${outcome.scorePpm / 1e6} revealed in block ${outcome.block}.` };
      })
  });

export const appeal = (signal: AbortSignal) =>
  defineCommand({
    meta: { name: 'appeal', description: 'Call a larger jury over what the first one found, as challenger or accused' },
    args: challengeArguments,
    run: ({ args }) =>
      asSender(args, signal, async (sender) => {
        const { request, challenge } = await readChallenge(sender, args);
        const ids = { requestId: request.id, challengeId: challenge.id };
        const bondRao = APPEAL_BONDS * request.terms.challengeBondRao;
        say(`the bond is ${taoText(bondRao)} TAO: it comes back unless the larger jury finds the same.`);
        const outcome = await sender.chain.appeal(sender.account, { ...ids, bondRao }, sender.options);
        const { seedBlock } = await reread(sender, { request, challenge });
        return sent(outcome, `the larger jury can be drawn from block ${seedBlock + 1} on; appealed`, {
          ...ids,
          bondRao
        });
      })
  });

export const resolve = (signal: AbortSignal) =>
  defineCommand({
    meta: { name: 'resolve', description: 'End a challenge by what its jury found' },
    args: challengeArguments,
    run: ({ args }) =>
      asSender(args, signal, async (sender) => {
        const place = await readChallenge(sender, args);
        const ids = { requestId: place.request.id, challengeId: place.challenge.id };
        const outcome = await sender.chain.resolve(sender.account, ids, sender.options);
        const { status, medianPpm, slashedRao } = await reread(sender, place);
        return sent(outcome, `challenge ${ids.challengeId} is ${status}, resolved`, {
          ...ids,
          challengeStatus: status,
          medianPpm,
          slashedRao
        });
      })
  });
