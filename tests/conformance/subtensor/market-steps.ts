// The market on a chain: its three contracts created, then a request from its bounty to a miner's payment. What the contracts
// read of the chain (0x802, 0x805, block hashes) and where they pay (0x800) is the runtime's own.
import { u8aToHex } from '@polkadot/util';
import {
  concatHex,
  decodeEventLog,
  encodeDeployData,
  encodeFunctionData,
  keccak256,
  pad,
  stringToHex,
  type Hex
} from 'viem';
import { marketAbi } from '#contracts/artifacts/market.abi.ts';
import { marketAnnexInitCode, marketInitCode, marketJuryInitCode } from '#contracts/artifacts/market.init-code.ts';
import { scoresCommitment, submissionCommitment } from '#lib/chain/market/market-commitments.ts';
import { fromHex } from '#lib/core/encoding/hex.ts';
import { keyHashOf } from '#lib/core/sealing/package-key.ts';
import { mirrorAddressOf } from '#lib/chain/tx/mirror-account.ts';
import { OPENING_FEE_RAO } from '#lib/core/market/market-constants.ts';
import { PLAIN_TERMS } from '#lib/core/market/plain-terms.ts';
import type { RequestTerms } from '#lib/core/market/market-state.ts';
import { toContractTerms } from '#lib/chain/market/request-terms.ts';
import { ABSENT, type ChainUnderTest, type Json, type Sent } from './chain-under-test.ts';
import { evmArgs, evmOf, freeOf } from './evm-arguments.ts';
import { step, type Step } from './step.ts';

const TAO = 1_000_000_000n;
const WEI_PER_RAO = 1_000_000_000n;
const WINDOW = 5;
const VALIDATORS = ['//Alice', '//Bob', '//Charlie'];
const MINER = { uri: '//Dave', uid: 3 };
const KEY: Hex = `0x${'c1'.repeat(32)}`;
const BOUNTY_RAO = 2n * TAO;
const SALT = keccak256(stringToHex('salt'));
const cidOf = (letter: string) => `bafkrei${letter.repeat(52)}`;
const PACKAGE = { plainCid: cidOf('a'), keyHash: keyHashOf(fromHex(KEY)), salt: SALT };
const SCORES = [500_000, 505_000, 510_000].map((score, seat) => ({
  scoresPpm: [score],
  reportsCid: cidOf('def'[seat]!),
  salt: SALT
}));

/** On a subnet on which the first three of the development accounts validate and the fourth mines. */
export function marketSteps(netuid: number): Step[] {
  /** Of the chain that the script runs on now. */
  let market: Hex | undefined;
  let annex: Hex | undefined;
  let jury: Hex | undefined;
  let deadline = 0;
  let scoringBegan = 0;

  const create = async (chain: ChainUnderTest, init: Hex, rao = 0n): Promise<[Json, Hex | undefined]> => {
    const args = { ...evmArgs(evmOf(chain, '//Alice')), init, value: rao * WEI_PER_RAO };
    const sent = await chain.send('evm.create', args, '//Alice');
    return [eventsOf(sent), (sent.events.find(({ name }) => name === 'evm.Created')?.data as [Hex] | undefined)?.[0]];
  };
  const createMarket = (chain: ChainUnderTest, rao: bigint) => {
    const args = [netuid, evmOf(chain, '//Treasury'), 180_000, WINDOW, annex ?? `0x${'11'.repeat(20)}`] as const;
    return create(chain, encodeDeployData({ abi: marketAbi, bytecode: marketInitCode, args }), rao);
  };
  const call = async (chain: ChainUnderTest, uri: string, functionName: string, args: unknown[] = [], rao = 0n) => {
    if (!chain.has('evm.call')) return ABSENT;
    if (!market) return 'no market';
    const input = encodeFunctionData({ abi: marketAbi, functionName, args } as never);
    const sent = { ...evmArgs(evmOf(chain, uri)), target: market, input, value: rao * WEI_PER_RAO };
    return eventsOf(await chain.send('evm.call', sent, uri));
  };
  const place = (chain: ChainUnderTest, uri: string) => ({
    chainId: chain.connection.evmChainId ?? 0n,
    market: market ?? ('0x' as Hex),
    requestId: 0n,
    hotkey: u8aToHex(chain.account(uri).publicKey)
  });
  const eachValidator = async (run: (uri: string, seat: number) => Promise<Json>): Promise<Json> => {
    const outcomes: Json[] = [];
    for (const [seat, uri] of VALIDATORS.entries()) outcomes.push(await run(uri, seat));
    return outcomes;
  };
  const commitAs = (chain: ChainUnderTest, uri: string) =>
    call(chain, uri, 'commitSubmission', [
      0n,
      MINER.uid,
      market ? submissionCommitment(place(chain, MINER.uri), PACKAGE) : SALT,
      cidOf('b'),
      []
    ]);
  const reveal = (chain: ChainUnderTest) =>
    call(chain, MINER.uri, 'revealSubmission', [0n, 0n, PACKAGE.plainCid, PACKAGE.keyHash, SALT, cidOf('c')]);
  const inMarket = (name: string, run: Step['run']) => step('market', name, run);

  return [
    inMarket('mirror accounts of the validators are funded', async (chain) => {
      if (!chain.has('evm.call')) return ABSENT;
      const transfer = chain.has('balances.transferKeepAlive') ? 'balances.transferKeepAlive' : 'balances.transfer';
      return eachValidator(async (uri) => {
        const dest = mirrorAddressOf(evmOf(chain, uri));
        return (await chain.send(transfer, { dest, value: 20n * TAO }, `${uri}//cold`)).outcome;
      });
    }),
    inMarket('the jury is deployed', async (chain) => {
      const [events, address] = await create(chain, marketJuryInitCode);
      jury = address;
      return events;
    }),
    inMarket('the annex is deployed', async (chain) => {
      const [events, address] = await create(chain, concatHex([marketAnnexInitCode, pad(jury ?? '0x')]));
      annex = address;
      return events;
    }),
    inMarket('the market with the existential deposit alone', async (chain) => (await createMarket(chain, 500n))[0]),
    inMarket('the market is deployed', async (chain) => {
      const [events, address] = await createMarket(chain, 1000n);
      market = address;
      return events;
    }),
    inMarket('validators deposit bonds', (chain) =>
      eachValidator((uri) => call(chain, uri, 'depositBond', [], 2n * TAO))
    ),
    inMarket('a request with a deadline that has passed', (chain) =>
      call(
        chain,
        '//Alice',
        'open',
        [toContractTerms(termsWith(1)), SALT, cidOf('e'), ''],
        BOUNTY_RAO + OPENING_FEE_RAO
      )
    ),
    inMarket('a request is opened with 2 TAO', async (chain) => {
      deadline = (await chain.blockNumber()) + 10;
      return call(
        chain,
        '//Alice',
        'open',
        [toContractTerms(termsWith(deadline)), SALT, cidOf('e'), ''],
        BOUNTY_RAO + OPENING_FEE_RAO
      );
    }),
    inMarket('a stranger to the uid submits', (chain) => commitAs(chain, '//Alice')),
    inMarket('a registered miner submits (reads 0x802)', (chain) => commitAs(chain, MINER.uri)),
    inMarket('it is revealed before the deadline', reveal),
    inMarket('it is revealed after the deadline', async (chain) => {
      await untilBlock(chain, deadline);
      return reveal(chain);
    }),
    inMarket('validators are seated (reads 0x802 and 0x805)', async (chain) => {
      await untilBlock(chain, deadline + WINDOW);
      return call(chain, '//Alice', 'snapshot', [0n]);
    }),
    inMarket('who must score is drawn by a block hash', async (chain) => {
      await untilBlock(chain, (await chain.blockNumber()) + 4);
      const events = await call(chain, '//Alice', 'draw', [0n, 10n]);
      scoringBegan = await chain.blockNumber();
      return events;
    }),
    inMarket('validators commit scores', (chain) =>
      eachValidator(async (uri, seat) => {
        const commitment = market ? scoresCommitment(place(chain, uri), SCORES[seat]!) : SALT;
        return call(chain, uri, 'commitScores', [0n, BigInt(seat), commitment]);
      })
    ),
    // The window for commits closed with the last one.
    inMarket('validators reveal scores', (chain) =>
      eachValidator((uri, seat) => {
        const { scoresPpm, reportsCid, salt } = SCORES[seat]!;
        return call(chain, uri, 'revealScores', [0n, BigInt(seat), scoresPpm, reportsCid, salt]);
      })
    ),
    inMarket('it is settled', async (chain) => {
      await untilBlock(chain, scoringBegan + 3 * WINDOW);
      return call(chain, '//Alice', 'settle', [0n, 100n]);
    }),
    inMarket('the package is opened', (chain) => call(chain, '//Alice', 'openPackage', [0n, 0n, KEY])),
    inMarket('the miner is paid to a native account (0x800), rao', async (chain) => {
      const payTo = chain.account('//Dave//vault');
      const events = await call(chain, MINER.uri, 'claim', [u8aToHex(payTo.publicKey)]);
      return events === ABSENT ? ABSENT : [events, await freeOf(chain, payTo.address)];
    })
  ];
}

async function untilBlock(chain: ChainUnderTest, block: number): Promise<void> {
  const missing = block - (await chain.blockNumber());
  if (missing > 0) await chain.newBlocks(missing);
}

/** The outcome and the EVM's events; a log of the market by its name, with how many were seated or paid. */
function eventsOf({ outcome, events }: Sent): Json {
  return [
    outcome,
    ...events
      .filter(({ name }) => name.startsWith('evm.'))
      .map(({ name, data }) => (name === 'evm.Log' ? logOf(data) : name))
  ];
}

function logOf(data: Json): string {
  const { topics, data: bytes } = (data as [{ topics: Hex[]; data: Hex }])[0];
  const log = decodeEventLog({ abi: marketAbi, topics: topics as [Hex], data: bytes, strict: false });
  const args = log.args as Record<string, unknown>;
  const numbers = ['electors', 'seats', 'medianPpm', 'shareRao', 'rao'].filter((name) => args[name] !== undefined);
  return [log.eventName, ...numbers.map((name) => `${name} ${String(args[name])}`)].join(' ');
}

const termsWith = (deadlineBlock: number): RequestTerms => ({
  deadlineBlock,
  revealBlocks: WINDOW,
  scoreCommitBlocks: WINDOW,
  scoreRevealBlocks: WINDOW,
  challengeBlocks: WINDOW,
  juryBlocks: WINDOW,
  openBlocks: 20,
  thresholdPpm: 100_000,
  outlierFloorPpm: 20_000,
  maxSpreadPpm: 200_000,
  assignedPerSubmission: 3,
  quorum: 3,
  maxPerColdkey: 1,
  privateDelivery: false,
  submissionDepositRao: 0n,
  validatorBondRao: TAO,
  challengeBondRao: TAO,
  ...PLAIN_TERMS,
  priceRao: 0n,
  minerProceedsPpm: 0,
  freeBuyers: 0,
  forSale: false
});
