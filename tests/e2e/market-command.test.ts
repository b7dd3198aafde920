// A request's whole life through the command's verbs, on a local stack without a page: sealed submissions, a lie that a jury
// finds, a private sale; then a public one that `assay validate` carries. Scores that a model would take minutes for are
// kept reports, written here and signed by their validators; what is measured fails a gate at once.
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { renderUsage, runCommand, type CommandDef } from 'citty';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { toJsonl, wordProblems, WORD_PROBLEM_REQUEST } from '#lib/core/demo/word-problems.ts';
import { LIFT_PROTOCOL } from '#lib/core/lift/protocol.ts';
import type { LiftResult } from '#lib/core/lift/lift-evidence.ts';
import { draftPlace, keepReport } from '#lib/market/scoring/keep-report.ts';
import { signReport } from '#lib/market/scoring/sign-report.ts';
import { createFileScoreDrafts } from '#lib/store/file-score-drafts.ts';
import { fetchCommand } from '../../src/cli/commands/fetch.ts';
import { market } from '../../src/cli/commands/market/market.ts';
import { submit } from '../../src/cli/commands/submit.ts';
import { validate } from '../../src/cli/commands/validate.ts';
import { verify } from '../../src/cli/commands/verify.ts';
import { connectMarket, developmentAccount, type ConnectedMarket } from '../../src/cli/connect-market.ts';
import { scoreDraftsFolder } from '../../src/cli/data-folder.ts';
import { startLocalStack, type LocalStack } from '../../src/cli/local-stack.ts';
import { runAssay } from './testing/run-assay.ts';

const VALIDATORS = ['Alice', 'Bob', 'Charlie'];
const JURY_BLOCKS = 10;
const BENCHMARK = wordProblems(60, 1);
const LIE = 0.7;
const RESULT: LiftResult = {
  format: 'assay/verdict/2',
  mechanism: 'lift',
  protocol: LIFT_PROTOCOL.version,
  score: LIE,
  interval95: [0.6, 0.8],
  reason: 'nothing was measured',
  gates: [],
  seeds: [1, 2, 3],
  evidence: {
    countedShare: 1,
    measurement: null,
    reference: { cid: 'none' },
    rows: 250,
    benchmarkRows: 60,
    backend: 'native',
    threads: 1,
    tokensPerSecond: 0
  }
};
const signal = new AbortController().signal;
const commands = {
  market: market(signal),
  submit: submit(signal),
  validate: validate(signal),
  verify: verify(signal),
  fetch: fetchCommand(signal)
};

let folder: string;
let stack: LocalStack;
let connected: ConnectedMarket;
const file = (name: string) => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-market-'));
  stack = await startLocalStack({ host: '127.0.0.1', chainPort: 0, contentPort: 0, gatewayPort: 0, blockTimeMs: 0 });
  connected = await connectMarket({ chain: stack.chainUrl, gateway: stack.gatewayUrl });
  await Promise.all([
    writeFile(file('spec.json'), JSON.stringify(WORD_PROBLEM_REQUEST)),
    writeFile(file('benchmark.jsonl'), toJsonl(BENCHMARK)),
    writeFile(file('leaked.jsonl'), toJsonl([...BENCHMARK, ...wordProblems(190, 2)])),
    writeFile(file('good.jsonl'), toJsonl(wordProblems(250, 3)))
  ]);
});
afterAll(async () => {
  await connected?.stop();
  await stack?.stop();
  await rm(folder, { recursive: true, force: true });
});

/** Runs the command in this process; its one JSON document. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
async function assay(name: keyof typeof commands, ...args: string[]): Promise<any> {
  let out = '';
  const written = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    out += String(text);
    return true;
  });
  const said = vi.spyOn(console, 'error').mockImplementation((text) => void errors.push(String(text)));
  const place = ['--chain', stack.chainUrl, '--gateway', stack.gatewayUrl, '--json'];
  // Where `--data` names rows, the folder is `--state`.
  const folderOption = name === 'submit' || name === 'verify' ? '--state' : '--data';
  const state = args.includes(folderOption) ? [] : [folderOption, file('state')];
  try {
    await runCommand(commands[name] as CommandDef, { rawArgs: [...args, ...place, ...state] });
  } finally {
    written.mockRestore();
    said.mockRestore();
  }
  return JSON.parse(out);
}
const errors: string[] = [];
const verb = (dev: string, ...args: string[]) => assay('market', ...args, '--dev', dev);
const on = (request: number, submission?: number) => [
  '--request',
  String(request),
  ...(submission === undefined ? [] : ['--submission', String(submission)])
];
const show = (request: number) => assay('market', 'show', ...on(request));

async function past(block: number): Promise<void> {
  const { number } = await connected.chain.bestBlock();
  if (number <= block) await stack.newBlocks(block - number + 1);
}

/** As if the validator had measured before and was interrupted: the report waits for its commit. */
async function keepMade(validator: string, requestId: number, index: number): Promise<void> {
  const { chain } = connected;
  const account = await developmentAccount(validator);
  const [request, submissions, { neurons }] = await Promise.all([
    chain.request(requestId),
    chain.submissions(requestId),
    chain.metagraph()
  ]);
  const { plainCid, hotkey: miner } = submissions[index]!;
  const { genesisHash, marketAddress, netuid, specVersion } = chain.identity();
  const { uid } = neurons.find(({ publicKey }) => publicKey === account.publicKey)!;
  const report = await signReport(
    {
      format: 'assay/report/3',
      request: { id: String(requestId), cid: request.specCid },
      submission: { index, packageCid: plainCid!, miner },
      benchmark: { commitment: request.benchmarkCommitment },
      seedBlock: { number: request.seedBlock!, hash: request.seed! },
      result: RESULT,
      validator: { hotkey: account.address, uid },
      chain: { genesisHash, market: marketAddress.toLowerCase(), netuid, specVersion }
    },
    { chain, account }
  );
  const drafts = createFileScoreDrafts(scoreDraftsFolder(file('state')));
  await keepReport(draftPlace(chain, account, { requestId }), report!, drafts);
}

const WINDOWS = [
  '--reveal-blocks',
  '20',
  '--score-blocks',
  '30',
  '--score-reveal-blocks',
  '20',
  '--challenge-blocks',
  '20'
];
const open = (...extra: string[]) =>
  verb(
    'Requester',
    'open',
    ...['--spec', file('spec.json'), '--benchmark', file('benchmark.jsonl'), '--bounty', '10', '--deadline', '+15'],
    ...[...WINDOWS, '--jury-blocks', String(JURY_BLOCKS), '--open-blocks', '300', ...extra]
  );

describe('a private request, verb by verb', () => {
  test('validators bond, a requester opens, miners commit sealed and reveal', async () => {
    for (const name of VALIDATORS) {
      await assay('validate', '--dev', name, '--key-only');
      await verb(name, 'bond', 'deposit', '--tao', '0.5');
    }
    expect(errors.some((line) => /^costs at most [\d.]+ TAO \(value 0\.5, gas [\d.]+, fee [\d.]+\)$/.test(line))).toBe(
      true
    );
    expect(await verb('Alice', 'bond', 'show')).toMatchObject({ freeRao: '500000000', lockedRao: '0' });
    const sale = ['--quorum', '2', '--private', '--for-sale', '--price', '2', '--miner-proceeds', '0.75'];
    expect(await open(...sale)).toMatchObject({ requestId: 0, sealedTo: [0, 1, 2], bountyRao: '10000000000' });

    const leaked = await assay('submit', ...on(0), '--data', file('leaked.jsonl'), '--dev', 'Dave');
    expect(leaked).toMatchObject({ submissionIndex: 0, sealedCid: expect.stringMatching(/^baf/) });
    expect(await verb('Eve', 'commit', ...on(0), '--rows', file('good.jsonl'))).toMatchObject({ submissionIndex: 1 });
    expect(await show(0)).toMatchObject({ phase: 'collecting', submissions: [{ plainCid: null }, {}] });
    await past(leaked.revealFromBlock - 1);
    await verb('Dave', 'reveal', ...on(0, 0));
    expect(await verb('Eve', 'reveal', ...on(0, 1))).toMatchObject({ sealedTo: [0, 1, 2] });
    await past(leaked.revealUntilBlock);
  });

  test('seats, draw, scores committed and revealed: one of them a lie', async () => {
    await verb('Ferdie', 'snapshot', ...on(0));
    const { request } = await show(0);
    await past(request.seedBlock);
    expect(await verb('Ferdie', 'draw', ...on(0))).toMatchObject({ stage: 'scoring' });
    for (const name of VALIDATORS) await keepMade(name, 0, 1);
    await keepMade('Alice', 0, 0);
    let window = { revealFromBlock: 0, revealUntilBlock: 0 };
    for (const name of VALIDATORS) {
      const scored = await verb(name, 'score', ...on(0));
      expect(scored.scoresPpm).toEqual([name === 'Alice' ? LIE * 1e6 : 0, LIE * 1e6]);
      window = scored;
    }
    await past(window.revealFromBlock - 1);
    for (const name of VALIDATORS) await verb(name, 'reveal-scores', ...on(0));
    await past(window.revealUntilBlock);
  });

  test('a report that differs is challenged; the jury takes the bond behind the lie', async () => {
    const reports = (await show(0)).submissions[0].scores as { hotkey: string; seat: number; reportsCid: string }[];
    const [liar, honest] = ['Alice', 'Bob'].map(async (name) => {
      const { publicKey } = await developmentAccount(name);
      return reports.find(({ hotkey }) => hotkey === publicKey)!;
    });
    await assay('fetch', (await honest!).reportsCid, '--out', file('evidence'));
    const { seat } = await liar!;
    const evidence = ['--evidence', join(file('evidence'), 'report-0.json')];
    await verb('Ferdie', 'challenge', ...on(0, 0), '--seat', String(seat), ...evidence);
    const { challenges } = await show(0);
    expect(challenges).toMatchObject([{ status: 'seeded', accusedPpm: LIE * 1e6, evidencePpm: 0 }]);
    await past(challenges[0].seedBlock);
    const id = ['--challenge', '0'];
    const { seats, deadlineBlock } = await verb('Ferdie', 'draw-jury', ...on(0), ...id);
    // Three votes between the two that are neither accused nor the challenger.
    const jury = reports.filter(({ seat: own }) => seats.includes(own)).map(({ hotkey }) => hotkey);
    const names = (
      await Promise.all(
        ['Bob', 'Charlie'].map(async (name) => [name, (await developmentAccount(name)).publicKey] as const)
      )
    ).flatMap(([name, publicKey]) => (jury.includes(publicKey) ? [name] : []));
    expect(names).toHaveLength(seats.length);
    for (const name of names) expect(await verb(name, 'judge', ...on(0), ...id)).toMatchObject({ scorePpm: 0 });
    await past(deadlineBlock);
    for (const name of names) await verb(name, 'reveal-verdict', ...on(0), ...id);
    await expect(verb('Ferdie', 'resolve', ...on(0), ...id)).rejects.toMatchObject({ code: 'market/too-early' });
    await past(deadlineBlock + 2 * JURY_BLOCKS);
    await expect(verb('Alice', 'appeal', ...on(0), ...id)).rejects.toMatchObject({ code: 'market/too-late' });
    expect(await verb('Ferdie', 'resolve', ...on(0), ...id)).toMatchObject({ challengeStatus: 'upheld' });
    expect(await verb('Alice', 'bond', 'show')).toMatchObject({ activeRao: '400000000' });
  });

  test('settled, delivered, sold, claimed', async () => {
    await past((await show(0)).windows.challengeEnd);
    expect(await verb('Ferdie', 'settle', ...on(0))).toMatchObject({ stage: 'settled' });
    expect((await show(0)).late).toMatchObject([{ kind: 'deliver-key', submissionIndex: 1 }]);
    await verb('Eve', 'deliver-key', ...on(0, 1));
    expect(await verb('Ferdie', 'price', ...on(0, 1))).toEqual({ rao: '2000000000', isForSale: true });
    await expect(verb('Ferdie', 'buy', ...on(0, 1), '--most', '1.9')).rejects.toMatchObject({
      code: 'delivery/price-raised'
    });
    await verb('Ferdie', 'buy', ...on(0, 1));
    await verb('Eve', 'release-key', ...on(0, 1), '--purchase', '0');
    const { submissions, owed, timeline } = await show(0);
    const read = [submissions[1].plainCid, ...on(0), '--out', file('bought')];
    expect(await assay('fetch', ...read, '--dev', 'Ferdie')).toMatchObject({ verified: true, source: 'sealed' });
    expect(await readFile(join(file('bought'), 'README.md'), 'utf8')).toContain(WORD_PROBLEM_REQUEST.title);
    expect(owed).toContainEqual(expect.objectContaining({ kind: 'miner', rao: '7000000000', state: 'credited' }));
    expect(timeline.at(-1)).toMatchObject({ kind: 'key-released' });
    expect(await verb('Eve', 'claim')).toMatchObject({ rao: String(7_000_000_000 + 10_000_000 + 1_500_000_000) });
    expect(await verb('Eve', 'claim')).toMatchObject({ rao: '0', block: null });
    const { address: buyer } = await developmentAccount('Charlie');
    const name = (dev: string, tao: string) => verb(dev, 'name-price', ...on(0, 1), '--buyer', buyer, '--tao', tao);
    const said = { minerRao: '500000000', requesterRao: null, holds: false, priceRao: '2000000000' };
    expect(await name('Eve', '0.5')).toMatchObject(said);
    await expect(name('Ferdie', '0')).rejects.toMatchObject({ code: 'market/not-allowed' });
    expect(await name('Requester', '0.25')).toMatchObject({ holds: true, priceRao: '500000000' });
    expect(await verb('Charlie', 'price', ...on(0, 1))).toEqual({ rao: '500000000', isForSale: true });
    await verb('Requester', 'reveal-benchmark', ...on(0));
    const { rao } = await verb('Eve', 'leftover', '--take-back');
    expect(BigInt(rao)).toBeGreaterThan(0n);
  });
});

test('assay validate carries a public request; its package is opened and fetched', async () => {
  const { requestId, terms } = await open();
  const { waits } = await assay('validate', '--dev', 'Alice', '--bond', '0.1');
  expect(waits).toEqual([]);
  const { revealFromBlock, revealUntilBlock } = await verb(
    'Eve',
    'commit',
    ...on(requestId),
    '--rows',
    file('good.jsonl')
  );
  await past(revealFromBlock - 1);
  await verb('Eve', 'reveal', ...on(requestId, 0));
  await past(revealUntilBlock);
  const seated = await assay('validate', '--dev', 'Bob');
  expect(seated).toMatchObject({ did: [{ kind: 'snapshot', status: 'done' }], waits: [{ kind: 'draw' }] });
  await past(seated.waits[0].fromBlock);
  await verb('Bob', 'draw', ...on(requestId));
  for (const name of VALIDATORS) await keepMade(name, requestId, 0);
  let waiting = { fromBlock: 0, untilBlock: 0 };
  for (const name of VALIDATORS) {
    const { did, waits: next } = await assay('validate', '--dev', name);
    expect(did).toMatchObject([{ kind: 'commit-scores', status: 'done' }]);
    expect(next).toMatchObject([{ kind: 'reveal-scores' }]);
    waiting = next[0];
  }
  await past(waiting.fromBlock);
  for (const name of VALIDATORS)
    expect(await assay('validate', '--dev', name)).toMatchObject({ did: [{ kind: 'reveal-scores' }], waits: [] });
  await past(waiting.untilBlock + terms.challengeBlocks);
  expect(await assay('validate', '--dev', 'Alice')).toMatchObject({ did: [{ kind: 'settle', status: 'done' }] });
  const { plainCid } = await verb('Charlie', 'open-package', ...on(requestId, 0));
  expect(await assay('fetch', plainCid, '--out', file('opened'))).toMatchObject({ verified: true, source: 'open' });
  expect((await assay('market', 'list')).requests).toMatchObject([{ id: 1, phase: 'settled' }, { id: 0 }]);
});

test('a report is found in its folder, and one that contradicts the chain is refuted without a rerun', async () => {
  const reportsOf = async (request: number) => (await show(request)).submissions[0].scores[0].reportsCid as string;
  const { outcome, checks } = await assay('verify', await reportsOf(1));
  expect(process.exitCode).toBe(1);
  process.exitCode = 0;
  expect(outcome).toBe('refuted');
  expect(checks).toContainEqual(expect.objectContaining({ name: 'seeds', pass: false }));
  await expect(assay('verify', await reportsOf(0))).rejects.toMatchObject({ details: { option: 'submission' } });
});

test('a validator publishes a new sealing key, and keeps the old one to read with', async () => {
  const { number } = await connected.chain.bestBlock();
  const before = await connected.chain.sealingKeys();
  const rotated = await verb('Bob', 'keys', 'rotate');
  expect(rotated).toMatchObject({ status: 'published', kept: 2 });
  expect(rotated.expiresBlock).toBeGreaterThan(number);
  const after = await connected.chain.sealingKeys();
  const changed = after.filter(({ publicKey }, i) => String(publicKey) !== String(before[i]!.publicKey));
  expect(changed).toMatchObject([
    { hotkey: (await developmentAccount('Bob')).address, expiresBlock: rotated.expiresBlock }
  ]);
  await expect(verb('Dave', 'keys', 'rotate')).rejects.toMatchObject({ code: 'account/no-permit' });
});

test('keys go into a file that only its user can read, and come back', async () => {
  const { keys, drafts } = await assay('market', 'keys', 'export', file('keys.json'));
  expect((await stat(file('keys.json'))).mode & 0o777).toBe(0o600);
  const { added } = await assay('market', 'keys', 'import', file('keys.json'), '--data', file('elsewhere'));
  const isDraft = (name: string) => /^(scores|verdict):/.test(name);
  expect(added.filter((name: string) => !isDraft(name)).sort()).toEqual(keys.sort());
  expect(drafts).toBeGreaterThan(0);
  expect(added.filter(isDraft)).toHaveLength(drafts);
  await expect(assay('market', 'keys', 'export', file('keys.json'))).rejects.toMatchObject({
    code: 'input/no-terminal'
  });
});

test('a request is topped up, extended and cancelled while nobody has submitted anything', async () => {
  const { requestId, terms } = await open('--coldkey-cap', '0.5', '--benchmark-deposit', '1');
  expect(terms).toMatchObject({ coldkeyCapPpm: 500_000, benchmarkDepositRao: '1000000000' });
  const of = ['--request', String(requestId)];
  expect(await verb('Ferdie', 'top-up', ...of, '--tao', '2')).toMatchObject({ bountyRao: '12000000000' });
  const { deadlineBlock } = await verb('Requester', 'extend', ...of, '--deadline', '+500');
  expect(deadlineBlock).toBeGreaterThan(terms.deadlineBlock);
  await expect(verb('Ferdie', 'cancel', ...of)).rejects.toMatchObject({ code: 'market/not-allowed' });
  const { publicKey } = await developmentAccount('Requester');
  const before = await connected.chain.owedRao(publicKey);
  await verb('Requester', 'cancel', ...of);
  // Bounty and deposit; the fee for opening stays.
  expect((await connected.chain.owedRao(publicKey)) - before).toBe(13_000_000_000n);
  expect((await show(requestId)).phase).toBe('refunded');
});

test('a request for invited hotkeys takes them, and refuses others before anything is sealed', async () => {
  const [dave, eve] = await Promise.all(['Dave', 'Eve'].map(developmentAccount));
  await writeFile(file('wrong.txt'), `${dave!.address}\n5xyz\n`);
  await expect(open('--invited', file('wrong.txt'))).rejects.toMatchObject({
    code: 'request/invalid-invited',
    details: { line: 2 }
  });
  await writeFile(file('invited.txt'), `# miners\n${eve!.address}\n${dave!.address} # the second\n`);
  const { requestId } = await open('--invited', file('invited.txt'));
  const commit = (dev: string) =>
    assay('submit', ...on(requestId), '--data', file('good.jsonl'), '--force', '--dev', dev);
  await expect(commit('Ferdie')).rejects.toMatchObject({
    code: 'market/not-allowed',
    short: 'Only invited hotkeys may submit to this request, and this one is not on its list.'
  });
  expect(await connected.chain.submissions(requestId)).toEqual([]);
  for (const [index, dev] of ['Dave', 'Eve'].entries())
    expect(await commit(dev)).toMatchObject({ submissionIndex: index });
});

test('a third party offers a benchmark to one requester, who opens with it unseen and pays for it', async () => {
  const { address } = await developmentAccount('Requester');
  const offered = ['register-benchmark', '--spec', file('spec.json'), '--benchmark', file('benchmark.jsonl')];
  const { commitment, sealedTo } = await verb('Ferdie', ...offered, '--for', address, '--fee', '0.5');
  expect(sealedTo).toEqual([0, 1, 2]);
  const registered = ['open', '--spec', file('spec.json'), '--registered', commitment, '--bounty', '10', ...WINDOWS];
  await expect(verb('Eve', ...registered)).rejects.toMatchObject({ code: 'benchmark/not-offered' });
  const nobodys = [...registered];
  nobodys[4] = `0x${'00'.repeat(32)}`;
  await expect(verb('Requester', ...nobodys)).rejects.toMatchObject({ code: 'benchmark/not-offered' });
  await expect(verb('Requester', ...registered, '--benchmark', file('benchmark.jsonl'))).rejects.toMatchObject({
    code: 'input/missing-option'
  });
  const times = ['--deadline', '+15', '--open-blocks', '300'];
  // Nothing is paid that its requester has not named.
  await expect(verb('Requester', ...registered, ...times)).rejects.toMatchObject({ code: 'benchmark/not-offered' });
  const { requestId } = await verb('Requester', ...registered, ...times, '--benchmark-fee', '0.6');
  const { terms, benchmarkCommitment, requester } = await connected.chain.request(requestId);
  expect([terms.benchmarkFeeRao, terms.benchmarkDepositRao, benchmarkCommitment]).toEqual([
    500_000_000n,
    0n,
    commitment
  ]);
  expect(await connected.chain.registeredBenchmark(benchmarkCommitment)).toMatchObject({ feeRao: 500_000_000n });
  // Its owner is no validator and no requester, and can publish its key all the same once the request has ended.
  expect(requester).not.toBe((await connected.chain.registeredBenchmark(benchmarkCommitment))!.owner);
  await past(terms.deadlineBlock + terms.revealBlocks);
  await verb('Eve', 'settle', ...on(requestId));
  await verb('Ferdie', 'reveal-benchmark', ...on(requestId));
  expect(await connected.chain.benchmarkKeys(requestId)).toHaveLength(1);
  await expect(verb('Requester', ...registered, ...times, '--benchmark-fee', '0.6')).rejects.toMatchObject({
    code: 'benchmark/not-offered',
    details: { request: requestId }
  });
});

describe('bad input', () => {
  test.each([
    ['a bounty that is no amount', ['open', '--spec', 'x', '--benchmark', 'x', '--bounty', 'ten'], '--bounty'],
    ['a request that is no number', ['show', '--request', 'first'], '--request'],
    ['an address that is none', ['treasury', 'propose', '--to', '5xyz', '--dev', 'Treasury'], '--to']
  ])('%s names its option', async (_, args, option) => {
    await expect(assay('market', ...args)).rejects.toThrow(option);
  });

  test('what the market does not have is said', async () => {
    await expect(show(7)).rejects.toMatchObject({ code: 'input/no-such-item', details: { option: 'request' } });
    await expect(verb('Eve', 'reveal', ...on(0, 9))).rejects.toMatchObject({ details: { option: 'submission' } });
    await expect(verb('Bob', 'resolve', ...on(1), '--challenge', '0')).rejects.toMatchObject({
      details: { option: 'challenge' }
    });
  });

  test('the command ends with code 2, and tells its subcommands', async () => {
    const place = ['--chain', stack.chainUrl, '--gateway', stack.gatewayUrl];
    const [bad, group] = await Promise.all([
      runAssay(['market', 'bond', 'deposit', '--tao', '1,5', '--dev', 'Alice', ...place]),
      runAssay(['market', 'bond'])
    ]);
    expect(bad).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('--tao') });
    expect(group).toMatchObject({ code: 0, stdout: expect.stringMatching(/show[^]*deposit[^]*leave[^]*withdraw/) });
    const usage = await renderUsage(commands.market as CommandDef);
    for (const name of ['open', 'commit', 'reveal', 'challenge', 'judge', 'open-package', 'bond', 'keys'])
      expect(usage).toContain(name);
  });
});
