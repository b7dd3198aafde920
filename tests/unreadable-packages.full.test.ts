// Packages that their miners made unreadable, on a real local chain: a score of 0 with the reason, upheld by a jury and checked by a
// stranger. And the other way round: a validator that calls an honest package unreadable.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { canonicalJson } from '#lib/core/encoding/canonical-json.ts';
import { toHex } from '#lib/core/encoding/hex.ts';
import type { MarketRequest } from '#lib/core/market/market-state.ts';
import { createMechanisms } from '#lib/core/mechanism/mechanisms.ts';
import type { ScoreReport } from '#lib/core/report/score-report.ts';
import type { Unreadable } from '#lib/core/report/unreadable.ts';
import { buildKeyBox, parseKeyBox, sealFor } from '#lib/core/sealing/key-box.ts';
import { keyHashOf, submissionSaltOf } from '#lib/core/sealing/package-key.ts';
import { packageKeyName } from '#lib/core/sealing/key-names.ts';
import { sealPackage } from '#lib/core/sealing/sealed-package.ts';
import { verifyStatement } from '#lib/chain/wallet/sign-statement.ts';
import { challengeReport } from '#lib/market/challenge/challenge-report.ts';
import { judgeChallenge } from '#lib/market/challenge/judge-challenge.ts';
import { judgedView } from '#lib/market/challenge/judged-view.ts';
import { revealVerdict } from '#lib/market/challenge/reveal-verdict.ts';
import { findOwnSeat } from '#lib/market/request/own-seat.ts';
import { requestWindows } from '#lib/market/request/request-windows.ts';
import { measureSigned } from '#lib/market/scoring/measure-signed.ts';
import { scoreRequest } from '#lib/market/scoring/score-request.ts';
import { signReport } from '#lib/market/scoring/sign-report.ts';
import { fetchReport } from '#lib/market/verify/read-report.ts';
import { verifyReport } from '#lib/market/verify/verify-report.ts';
import { mechanisms } from '#lib/score/mechanisms.ts';
import { echoMechanism } from './mechanism/echo/echo-mechanism.ts';
import { done, randomBytes, startMarketLife, type MarketLife } from './testing/market-life.ts';

const text = (value: string) => new TextEncoder().encode(value);
const HIDDEN = text('a\nb\nc\nd\n');
const ECHO = {
  format: 'assay/request/1',
  mechanism: 'echo',
  title: 'Say it back',
  domain: 'echoes',
  description: 'The hidden lines, said back.',
  maxBytes: 10_000,
  license: 'CC0-1.0',
  lines: 4
} as const;
const ANSWERS = 'answers.txt';
const VALIDATORS = ['Alice', 'Bob', 'Charlie'] as const;

let life: MarketLife;
let requests: [MarketRequest, MarketRequest];

type Box = (input: BoxInput) => Uint8Array | Promise<Uint8Array>;
interface BoxInput {
  key: Uint8Array;
  miner: `0x${string}`;
  recipients: Awaited<ReturnType<MarketLife['market']['chain']['sealingKeys']>>;
}
interface Hostile {
  /** Files of the package that is committed to. */
  files: { path: string; bytes: Uint8Array }[];
  /** What is published under the sealed CID, where it is not that package. */
  seal?: (key: Uint8Array) => Promise<string>;
  box?: Box;
}

const answers = (name: string) => [
  { path: ANSWERS, bytes: text('a\nb\nc\nd\n') },
  { path: 'name.txt', bytes: text(name) }
];
const addressOf = async (name: string) => (await life.as(name)).account.address;
const publish = async (cid: string) => {
  await life.market.content.publish(cid);
  return cid;
};
const fullBox: Box = ({ key, miner, recipients }) => buildKeyBox({ key, miner, recipients }).bytes;

/** The box with the seals of one validator changed. */
async function boxWith(
  input: BoxInput,
  name: string,
  change: (seal: Record<string, string>, publicKey: Uint8Array) => Record<string, string> | null
): Promise<Uint8Array> {
  const hotkey = await addressOf(name);
  const box = parseKeyBox(await fullBox(input)) as unknown as { keys: Record<string, string>[] };
  const publicKey = input.recipients.find((one) => one.hotkey === hotkey)!.publicKey;
  const keys = box.keys.map((seal) => (seal.hotkey === hotkey ? change(seal, publicKey) : seal));
  return canonicalJson({ ...box, keys: keys.filter((seal) => seal !== null) });
}

const sealed = (files: { path: string; bytes: Uint8Array }[]) => async (key: Uint8Array) => {
  const { content } = life.market;
  return publish(await content.addFolder(sealPackage({ car: (await content.packCar(files)).car, key }, randomBytes)));
};

const MINERS = ['Dave', 'Eve', 'Ferdie', 'Grace', 'Heidi'] as const;
/** By request and miner. */
const HOSTILE: readonly Record<string, Hostile>[] = [
  {
    Dave: { files: answers('honest') },
    Eve: { files: answers('bytes'), seal: async () => publish(await life.market.content.addFile(randomBytes(5000))) },
    Ferdie: {
      files: answers('own seat'),
      box: async ({ recipients, ...rest }) => {
        const own = await addressOf('Charlie');
        return fullBox({ ...rest, recipients: recipients.filter(({ hotkey }) => hotkey === own) });
      }
    },
    Grace: { files: answers('committed'), seal: sealed(answers('another')) },
    Heidi: { files: [{ path: 'data/train.jsonl', bytes: text('{"input":"1","output":"2"}\n') }] }
  },
  {
    Dave: {
      files: answers('damaged for Bob'),
      box: (input) => boxWith(input, 'Bob', (seal) => ({ ...seal, sealed: toHex(randomBytes(48)) }))
    },
    Eve: { files: answers('no box'), box: () => randomBytes(5000) },
    Ferdie: {
      files: answers('other key for Alice'),
      box: (input) =>
        boxWith(input, 'Alice', (seal, publicKey) => {
          const place = { keyHash: keyHashOf(input.key), miner: input.miner, reader: seal.hotkey!, publicKey };
          return { ...seal, ...sealFor(OTHER_KEY, place) };
        })
    },
    Grace: {
      files: answers('noise inside'),
      seal: async (key) =>
        publish(await life.market.content.addFolder(sealPackage({ car: randomBytes(5000), key }, randomBytes)))
    }
  }
];
const OTHER_KEY = new Uint8Array(32).fill(5);

async function commitAndReveal(request: MarketRequest, hostile: Record<string, Hostile>): Promise<void> {
  const { chain, content } = life.market;
  const names = MINERS.filter((name) => hostile[name]);
  const keys: Uint8Array[] = [];
  for (const name of names) {
    const { account, vault } = await life.as(name);
    const { files, seal = sealed(files) } = hostile[name]!;
    const key = randomBytes(32);
    const sealedCid = await seal(key);
    await vault.put(packageKeyName(sealedCid), key);
    const { cid: plainCid } = await content.packCar(files);
    const { uid } = (await chain.metagraph()).neurons.find(({ publicKey }) => publicKey === account.publicKey)!;
    const place = { requestId: request.id, hotkey: account.publicKey };
    const opening = { plainCid, keyHash: keyHashOf(key), salt: submissionSaltOf(key) };
    const { submissionDepositRao: depositRao } = request.terms;
    const commitment = chain.submissionCommitment(place, opening);
    await chain.commitSubmission(account, { requestId: request.id, uid, commitment, sealedCid, depositRao });
    keys.push(key);
  }
  await life.pass(request.terms.deadlineBlock);
  for (const [index, name] of names.entries()) {
    const { account } = await life.as(name);
    const { files, box = fullBox } = hostile[name]!;
    const key = keys[index]!;
    const bytes = await box({ key, miner: account.publicKey, recipients: await chain.sealingKeys() });
    const keyBoxCid = await publish(await content.addFile(bytes));
    const { cid: plainCid } = await content.packCar(files);
    const opening = { plainCid, keyHash: keyHashOf(key), salt: submissionSaltOf(key), keyBoxCid };
    await chain.revealSubmission(account, { requestId: request.id, index, ...opening });
  }
}

beforeAll(async () => {
  life = await startMarketLife({
    mechanisms: createMechanisms({ lift: () => mechanisms.load('lift'), echo: async () => echoMechanism })
  });
  for (const name of VALIDATORS) await life.equip(name);
  const made: MarketRequest[] = [];
  for (const hostile of HOSTILE) {
    const request = await life.open(HIDDEN, {
      draft: ECHO,
      terms: { quorum: 2, scoreCommitBlocks: 300, challengeBlocks: 60 }
    });
    await commitAndReveal(request, hostile);
    made.push(await life.draw(request.id, 'Ferdie'));
  }
  requests = made as typeof requests;
}, 120_000);
afterAll(() => life?.stop());

const score = async (name: string, request: MarketRequest) => {
  const edges = { ...(await life.as(name)), scorer: life.scorer };
  return done(await scoreRequest({ request, backend: 'native' }, edges), 'committed').scoresPpm;
};
const kindOf = async (name: string, request: MarketRequest, index: number) =>
  (await life.report(name, request.id, index)).unreadable?.kind;

/** An unreadable that is not so, in due form. */
async function claim(name: string, report: ScoreReport, unreadable: Unreadable): Promise<ScoreReport> {
  const { signature: _, ...unsigned } = report;
  const nothing = { score: 0, interval95: [0, 0] as [number, number], gates: [], evidence: {} };
  return (await signReport(
    { ...unsigned, result: { ...report.result, ...nothing }, unreadable },
    await life.as(name)
  ))!;
}

async function verified(report: ScoreReport, asWhom = 'Requester') {
  const edges = {
    ...(await life.as(asWhom)),
    scorer: life.scorer,
    verifySignature: async (...args: Parameters<typeof verifyStatement>) => verifyStatement(...args)
  };
  const outcome = await verifyReport({ report, backend: 'native' }, edges);
  if (outcome.status !== 'verified') throw new Error(outcome.status);
  return outcome;
}

describe('a package that its miner made unreadable', { timeout: 120_000 }, () => {
  test('scores 0 with the reason, for whoever cannot read it, and earns like every other score', async () => {
    const [first, second] = requests;
    const kinds = async (name: string, request: MarketRequest, count: number) => {
      const found = [];
      for (let index = 0; index < count; index++) found.push(await kindOf(name, request, index));
      return found;
    };
    expect(await kinds('Alice', first, 5)).toEqual([
      undefined,
      'not-the-package',
      'not-sealed',
      'not-the-package',
      'no-entry'
    ]);
    expect(await kindOf('Charlie', first, 2)).toBeUndefined();
    expect(await kinds('Bob', second, 4)).toEqual(['damaged-seal', 'no-key-box', undefined, 'not-the-package']);
    expect((await life.report('Alice', second.id, 2)).unreadable).toMatchObject({
      kind: 'other-key',
      gives: toHex(OTHER_KEY)
    });
    expect(await score('Bob', first)).toEqual([1e6, 0, 0, 0, 0]);
    expect(await score('Alice', second)).toEqual([1e6, 0, 0, 0]);
    expect(await score('Bob', second)).toEqual([0, 0, 1e6, 0]);
  });

  test('a stranger checks what needs no key, the miner and the validators the rest', async () => {
    const [first, second] = requests;
    const report = (name: string, request: MarketRequest, index: number) => life.report(name, request.id, index);
    for (const [name, request, index] of [
      ['Alice', first, 2],
      ['Alice', second, 2],
      ['Bob', second, 1]
    ] as const)
      expect(await verified(await report(name, request, index))).toMatchObject({ outcome: 'equal', own: null });
    const damaged = await report('Bob', second, 0);
    await expect(verified(damaged)).rejects.toMatchObject({ code: 'submission/undecided' });
    expect(await verified(damaged, 'Dave')).toMatchObject({ outcome: 'equal' });
    await expect(verified(await report('Alice', first, 3))).rejects.toMatchObject({ code: 'submission/sealed' });
    expect(await verified(await report('Alice', first, 3), 'Grace')).toMatchObject({ outcome: 'equal' });
    expect(await verified(await report('Alice', first, 1), 'Eve')).toMatchObject({ outcome: 'equal' });
    expect(await verified(await report('Alice', first, 4), 'Heidi')).toMatchObject({ outcome: 'equal' });
  });

  test('called so without being it is refuted, and so is a score of what is', async () => {
    const [first, second] = requests;
    const honest = await life.report('Alice', first.id, 0);
    const { keyBoxCid, sealedCid, plainCid } = await life.submission(first.id, 0);
    const reader = await addressOf('Alice');
    const place = { keyBoxCid: keyBoxCid!, reader };
    const false_: Unreadable[] = [
      { kind: 'no-key-box', keyBoxCid: keyBoxCid! },
      { kind: 'not-sealed', ...place },
      { kind: 'damaged-seal', ...place },
      { kind: 'other-key', ...place, gives: toHex(OTHER_KEY) },
      { kind: 'not-the-package', sealedCid, packageCid: plainCid! },
      { kind: 'not-sealed', keyBoxCid: keyBoxCid!, reader: await addressOf('Eve') }
    ];
    for (const unreadable of false_)
      expect(await verified(await claim('Alice', honest, unreadable), 'Dave')).toMatchObject({ outcome: 'refuted' });
    // Bob's seal of submission 0 is damaged, Alice's is not: she cannot take his excuse for her own.
    const bobs = (await life.report('Bob', second.id, 0)).unreadable!;
    const borrowed = await claim('Alice', await life.report('Alice', second.id, 0), bobs);
    expect(await verified(borrowed, 'Dave')).toMatchObject({ outcome: 'refuted' });
    const { signature: _, unreadable: __, ...unread } = await life.report('Alice', first.id, 3);
    const result = { ...honest.result, seeds: unread.result.seeds };
    const scored = (await signReport({ ...unread, result }, await life.as('Alice')))!;
    expect(await verified(scored, 'Grace')).toMatchObject({
      outcome: 'refuted',
      reason: expect.stringContaining('scores what nobody can read')
    });
  });

  test('jurors agree with who could not read it, and refute who could', async () => {
    const { chain } = life.market;
    const [request] = requests;
    const submissions = await chain.submissions(request.id);
    // Charlie calls Dave's honest package damaged for it; of Ferdie's, sealed to it alone, it gives the whole score.
    const honest = await life.report('Charlie', request.id, 0);
    const { keyBoxCid } = submissions[0]!;
    const lie = await claim('Charlie', honest, {
      kind: 'damaged-seal',
      keyBoxCid: keyBoxCid!,
      reader: await addressOf('Charlie')
    });
    const own = await life.report('Charlie', request.id, 2);
    expect(own.result.score).toBe(1);
    await life.commitScores('Charlie', request.id, [lie, own]);
    await score('Alice', request);
    await life.revealScores(request.id, VALIDATORS);
    await life.pass(requestWindows(await chain.request(request.id)).scoreRevealEnd!);
    const seat = async (name: string) =>
      findOwnSeat(await chain.electors(request.id), (await life.as(name)).account)!.seat;

    const [alice, bob, charlie] = [await life.as('Alice'), await life.as('Bob'), await life.as('Charlie')];
    const liar = { request, submissionIndex: 0, seat: await seat('Charlie') };
    const evidence = done(
      await measureSigned(
        { request, submission: submissions[0]!, backend: 'native', ...(await judgedView(liar, alice)) },
        { ...alice, scorer: life.scorer }
      ),
      'measured'
    ).report;
    done(await challengeReport({ ...liar, evidence }, alice), 'challenged');
    // Alice did not get the key of Ferdie's package. An honest client of Charlie's would find that out and challenge nothing.
    const leftOut = { request, submissionIndex: 2, seat: await seat('Alice') };
    const view = await judgedView(leftOut, charlie);
    expect(view.accusedClaim).toMatchObject({ kind: 'not-sealed' });
    const judged = await measureSigned(
      { request, submission: submissions[2]!, backend: 'native', ...view },
      { ...charlie, scorer: life.scorer }
    );
    expect(done(judged, 'measured').report.result.score).toBe(0);
    done(await challengeReport({ ...leftOut, evidence: own }, charlie), 'challenged');
    // Bob was left out too: of Charlie's number it knows nothing, and its own 0 is no evidence.
    const unknown = { request, submissionIndex: 2, seat: await seat('Charlie') };
    const bobs = await life.report('Bob', request.id, 2);
    await expect(challengeReport({ ...unknown, evidence: bobs }, bob)).rejects.toMatchObject({
      code: 'challenge/cannot-read'
    });
    await expect(
      measureSigned(
        { request, submission: submissions[2]!, backend: 'native', ...(await judgedView(unknown, bob)) },
        { ...bob, scorer: life.scorer }
      )
    ).rejects.toMatchObject({ code: 'challenge/cannot-read' });

    const { account } = await life.as('Ferdie');
    const open = await chain.challenges(request.id);
    await life.pass(Math.max(...open.map(({ seedBlock }) => seedBlock)));
    for (const { id: challengeId } of open) await chain.drawJury(account, { requestId: request.id, challengeId });
    for (const challenge of await chain.challenges(request.id)) {
      expect(challenge.jurors.map((juror) => juror.seat)).toEqual([await seat('Bob')]);
      done(
        await judgeChallenge({ request, challenge, backend: 'native' }, { ...bob, scorer: life.scorer }),
        'committed'
      );
    }
    await life.pass(Math.max(...(await chain.challenges(request.id)).map(({ deadlineBlock }) => deadlineBlock)));
    const verdicts: ScoreReport[] = [];
    for (const challenge of await chain.challenges(request.id)) {
      const { reportCid } = done(await revealVerdict({ request, challenge }, bob), 'revealed');
      const { submissionIndex } = challenge;
      verdicts.push(await fetchReport(bob, { reportsCid: reportCid, submissionIndex }));
    }
    const { deadlineBlock } = (await chain.challenges(request.id)).at(-1)!;
    await life.pass(deadlineBlock + 2 * request.terms.juryBlocks);
    for (const { id: challengeId } of open) await chain.resolve(account, { requestId: request.id, challengeId });
    expect((await chain.challenges(request.id)).map(({ status, medianPpm }) => [status, medianPpm])).toEqual([
      ['upheld', 1e6],
      ['rejected', 0]
    ]);
    // A juror's word on the seal of the one it judged can be checked as well.
    expect(verdicts[1]!.unreadable).toMatchObject({ kind: 'not-sealed', reader: await addressOf('Alice') });
    expect((await verified(verdicts[1]!)).checks.filter(({ pass }) => pass === false).map(({ name }) => name)).toEqual(
      []
    );
  });

  test('and nothing but what is readable passes', async () => {
    const { chain } = life.market;
    const [request] = requests;
    await life.pass(requestWindows(await chain.request(request.id)).challengeEnd!);
    await chain.settle((await life.as('Ferdie')).account, request.id);
    expect((await chain.submissions(request.id)).map(({ status }) => status)).toEqual([
      'passed',
      ...Array<string>(4).fill('failed')
    ]);
    const points = (await chain.electors(request.id)).map((elector) => [elector.isStruck, elector.points > 0n]);
    expect(points).toEqual([
      [false, true],
      [false, true],
      [true, false]
    ]);
  });
});
