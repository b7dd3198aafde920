// Solidity on the local chain: called from sr25519 accounts, with Bittensor's precompiles, read through viem.
import { u8aConcat, u8aToHex } from '@polkadot/util';
import { encodeAddress } from '@polkadot/util-crypto';
import {
  createPublicClient,
  defineChain,
  encodeDeployData,
  encodeFunctionData,
  parseAbi,
  webSocket,
  type Hex,
  type PublicClient
} from 'viem';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mirrorAccount } from '../evm/mirror-account.ts';
import { compileSolidity } from '../testing/compile-solidity.ts';
import { startTestDevnet, type TestDevnet } from '../testing/test-devnet.ts';

const TAO = 1_000_000_000n;
const WEI_PER_RAO = 1_000_000_000n;
const GAS = 3_000_000n;
const PRICE = 20_000_000_000n;

const { abi, bytecode } = compileSolidity(
  `
  interface IMetagraph {
    function getUidCount(uint16) external view returns (uint16);
    function getHotkey(uint16, uint16) external view returns (bytes32);
    function getColdkey(uint16, uint16) external view returns (bytes32);
    function getValidatorStatus(uint16, uint16) external view returns (bool);
    function getIsActive(uint16, uint16) external view returns (bool);
    function getLastUpdate(uint16, uint16) external view returns (uint64);
    function getStake(uint16, uint16) external view returns (uint64);
    function getVtrust(uint16, uint16) external view returns (uint16);
    function getIncentive(uint16, uint16) external view returns (uint16);
    function getRank(uint16, uint16) external view returns (uint16);
  }
  interface IStaking {
    function getTotalHotkeyStake(bytes32) external view returns (uint256);
    function getStake(bytes32, bytes32, uint256) external view returns (uint256);
    function getTotalAlphaStaked(bytes32, uint256) external view returns (uint256);
  }
  interface IVerify { function verify(bytes32, bytes32, bytes32, bytes32) external view returns (bool); }
  interface IMapping { function addressMapping(address) external view returns (bytes32); }
  interface ITransfer { function transfer(bytes32) external payable; }

  contract Probe {
    IMetagraph constant META = IMetagraph(0x0000000000000000000000000000000000000802);
    IStaking constant STAKING = IStaking(0x0000000000000000000000000000000000000805);
    uint256 public count;
    address public immutable maker;
    event Counted(address indexed by, uint256 count);
    error TooMany(uint256 asked, uint256 most);

    constructor() payable { maker = msg.sender; }
    receive() external payable {}

    function add(uint256 n) external returns (uint256) {
      if (n > 10) revert TooMany(n, 10);
      count += n;
      emit Counted(msg.sender, count);
      return count;
    }
    function fail() external pure { require(false, "because"); }
    // A precompile has no code, so Solidity's own check fails for calls that return nothing: call it by hand.
    function pay(bytes32 to) public payable {
      (bool ok, ) = address(0x0000000000000000000000000000000000000800).call{value: msg.value}(abi.encodeCall(ITransfer.transfer, (to)));
      require(ok, "not paid");
    }
    function payThenFail(bytes32 to) external payable {
      pay(to);
      revert("too late");
    }
    function neuron(uint16 uid) external view returns (uint16 n, bytes32 hotkey, bytes32 coldkey, bool permit, bool active, uint64 stake) {
      return (META.getUidCount(1), META.getHotkey(1, uid), META.getColdkey(1, uid), META.getValidatorStatus(1, uid), META.getIsActive(1, uid), META.getStake(1, uid));
    }
    function scores(uint16 uid) external view returns (uint64, uint16, uint16, uint16) {
      return (META.getLastUpdate(1, uid), META.getVtrust(1, uid), META.getIncentive(1, uid), META.getRank(1, uid));
    }
    function stakes(bytes32 hotkey, bytes32 coldkey) external view returns (uint256, uint256, uint256) {
      return (STAKING.getTotalHotkeyStake(hotkey), STAKING.getStake(hotkey, coldkey, 1), STAKING.getTotalAlphaStaked(hotkey, 1));
    }
    function verify(address scheme, bytes32 message, bytes32 key, bytes32 r, bytes32 s) external view returns (bool) {
      return IVerify(scheme).verify(message, key, r, s);
    }
    function mirror(address account) external view returns (bytes32) {
      return IMapping(0x000000000000000000000000000000000000080C).addressMapping(account);
    }
    function delegateTransfer(bytes32 to) external payable returns (bool ok) {
      (ok, ) = address(0x0000000000000000000000000000000000000800).delegatecall(abi.encodeCall(ITransfer.transfer, (to)));
    }
    function blockFacts() external view returns (uint256, bytes32, uint256, uint256) {
      return (block.number, blockhash(block.number - 1), block.chainid, block.basefee);
    }
  }`,
  'Probe'
);
const probeAbi = abi as unknown as ReturnType<typeof parseAbi>;

let chain: TestDevnet;
let client: PublicClient;
let probe: Hex;

const evmAddress = (uri: string): Hex => u8aToHex(chain.account(uri).publicKey.slice(0, 20)) as Hex;
const mirrorOf = (address: Hex) => encodeAddress(mirrorAccount(Buffer.from(address.slice(2), 'hex')), 42);
const freeOf = async (address: string) =>
  (
    (await chain.api.query.system!.account!(address)) as unknown as { data: { free: { toBigInt(): bigint } } }
  ).data.free.toBigInt();
const encodeCall = (functionName: string, args: unknown[] = []) =>
  encodeFunctionData({ abi: probeAbi, functionName, args } as never);
const evmCall = (
  from: string,
  to: Hex,
  data: Hex,
  options: { valueRao?: bigint; gas?: bigint; price?: bigint; nonce?: bigint } = {}
) =>
  chain.api.tx.evm!.call!(
    evmAddress(from),
    to,
    data,
    (options.valueRao ?? 0n) * WEI_PER_RAO,
    options.gas ?? GAS,
    options.price ?? PRICE,
    null,
    options.nonce ?? null,
    [],
    []
  );
const read = <T>(functionName: string, args: unknown[] = []): Promise<T> =>
  client.readContract({ address: probe, abi: probeAbi, functionName, args } as never) as Promise<T>;

beforeAll(async () => {
  chain = await startTestDevnet();
  const local = defineChain({
    id: 42,
    name: 'local',
    nativeCurrency: { name: 'TAO', symbol: 'TAO', decimals: 18 },
    rpcUrls: { default: { http: [], webSocket: [chain.devnet.url] } }
  });
  client = createPublicClient({ chain: local, transport: webSocket(chain.devnet.url) }) as PublicClient;
  for (const name of ['//Alice', '//Bob'])
    await chain.send(chain.api.tx.balances!.transferKeepAlive!(mirrorOf(evmAddress(name)), 100n * TAO), name);
  const init = encodeDeployData({ abi: probeAbi, bytecode, args: [] } as never);
  const sent = await chain.send(
    chain.api.tx.evm!.create!(evmAddress('//Alice'), init, 0, GAS, PRICE, null, null, [], []),
    '//Alice'
  );
  expect(sent.error).toBeUndefined();
  probe = (sent.fields('evm.Created') as [Hex])[0];
});
afterAll(async () => {
  await (await client.transport.getRpcClient()).close();
  await chain.stop();
});

describe('a contract', () => {
  test('is made and called by an sr25519 account, whose address is the first 20 bytes of its key', async () => {
    expect(((await read('maker')) as string).toLowerCase()).toBe(evmAddress('//Alice'));
    const sent = await chain.send(evmCall('//Bob', probe, encodeCall('add', [3n])), '//Bob');
    expect(sent.events.filter((name) => name.startsWith('evm'))).toEqual(['evm.Log', 'evm.Executed']);
    expect(await read('count')).toBe(3n);
  });

  test("nobody calls in another account's name", async () => {
    expect((await chain.send(evmCall('//Alice', probe, encodeCall('add', [1n])), '//Bob')).error).toBe('BadOrigin');
  });

  test('gas is paid from the mirror account in rao, rounded up, and the transaction itself is free', async () => {
    const before = [await freeOf(mirrorOf(evmAddress('//Bob'))), await freeOf(chain.account('//Bob').address)];
    const sent = await chain.send(evmCall('//Bob', probe, encodeCall('add', [1n])), '//Bob');
    const paid = before[0]! - (await freeOf(mirrorOf(evmAddress('//Bob'))));
    const estimate = await client.estimateGas({
      account: evmAddress('//Bob'),
      to: probe,
      data: encodeCall('add', [1n])
    });
    expect(paid).toBeGreaterThan(21_000n * 20n);
    expect(paid).toBeLessThanOrEqual(estimate * 20n + 1n);
    expect(await freeOf(chain.account('//Bob').address)).toBe(before[1]!);
    expect((sent.fields('transactionPayment.TransactionFeePaid') as unknown[])[1]).toBe(0);
  });

  test('a failed call keeps its gas, changes nothing else, and is reported by an event', async () => {
    const before = await freeOf(mirrorOf(evmAddress('//Bob')));
    const count = await read('count');
    const sent = await chain.send(evmCall('//Bob', probe, encodeCall('add', [11n]), { valueRao: 0n }), '//Bob');
    expect(sent.error).toBeUndefined();
    expect(sent.events.filter((name) => name.startsWith('evm'))).toEqual(['evm.ExecutedFailed']);
    expect(await read('count')).toBe(count);
    expect(await freeOf(mirrorOf(evmAddress('//Bob')))).toBeLessThan(before);
    const payee = chain.account('//Payee');
    await chain.send(
      evmCall('//Bob', probe, encodeCall('payThenFail', [u8aToHex(payee.publicKey)]), { valueRao: TAO }),
      '//Bob'
    );
    expect(await freeOf(payee.address)).toBe(0n);
  });

  test('what cannot begin is an error of the pallet, and costs no gas', async () => {
    const before = await freeOf(mirrorOf(evmAddress('//Bob')));
    const error = async (options: Parameters<typeof evmCall>[3], from = '//Bob') =>
      (await chain.send(evmCall(from, probe, encodeCall('count'), options), from)).error;
    expect(await error({ gas: 20_000n })).toBe('evm.GasLimitTooLow');
    expect(await error({ gas: 80_000_000n })).toBe('evm.GasLimitTooHigh');
    expect(await error({ price: PRICE - 1n })).toBe('evm.GasPriceTooLow');
    expect(await error({ nonce: 999n })).toBe('evm.InvalidNonce');
    expect(await error({ valueRao: 1000n * TAO })).toBe('evm.BalanceLow');
    expect(await error({}, '//Charlie')).toBe('evm.BalanceLow');
    expect(await freeOf(mirrorOf(evmAddress('//Bob')))).toBe(before);
  });

  test('funding and calling go into one atomic batch', async () => {
    const dave = evmAddress('//Dave');
    const sent = await chain.send(
      chain.api.tx.utility!.batchAll!([
        chain.api.tx.balances!.transferKeepAlive!(mirrorOf(dave), TAO),
        evmCall('//Dave', probe, encodeCall('add', [1n]))
      ]),
      '//Dave'
    );
    expect(sent.events).toEqual(expect.arrayContaining(['evm.Executed', 'utility.BatchCompleted']));
    expect(await client.getTransactionCount({ address: dave })).toBe(1);
  });

  test('is not shown its existential deposit, and can call with all it has', async () => {
    const sink = `0x${'5e'.repeat(20)}` as const;
    const made = async (init: Hex, rao: bigint): Promise<[code: bigint, address: Hex]> => {
      const args = [evmAddress('//Alice'), init, rao * WEI_PER_RAO, GAS, PRICE, null, null, [], []] as const;
      const sent = await chain.send(chain.api.tx.evm!.create!(...args), '//Alice');
      const [address] = sent.fields('evm.Created') as [Hex];
      return [BigInt((await client.getCode({ address })) ?? '0x0'), address];
    };
    // SELFBALANCE, and BALANCE of its own address, returned as the code.
    const [own, address] = await made('0x4760005260206000f3', 1000n);
    const [named] = await made('0x303160005260206000f3', 1000n);
    expect([own, named]).toEqual([500n * WEI_PER_RAO, 500n * WEI_PER_RAO]);
    expect(await client.getBalance({ address })).toBe(500n * WEI_PER_RAO);
    expect(await freeOf(mirrorOf(address))).toBe(1000n);
    // CALL with all its value arrives; CREATE with all of it does not begin.
    const [called] = await made(`0x60006000600060003473${sink.slice(2)}5af160005260206000f3`, 1500n);
    const [created] = await made('0x6000600034f060005260206000f3', 1500n);
    expect([called, created]).toEqual([1n, 0n]);
    expect(await freeOf(mirrorOf(sink))).toBe(1500n);
  });

  test('withdraw brings TAO back from the mirror account to its owner alone', async () => {
    const { withdraw } = chain.api.tx.evm!;
    const before = await freeOf(mirrorOf(evmAddress('//Bob')));
    expect((await chain.send(withdraw!(evmAddress('//Bob'), TAO), '//Alice')).error).toBe('BadOrigin');
    await chain.send(withdraw!(evmAddress('//Bob'), TAO), '//Bob');
    expect(await freeOf(mirrorOf(evmAddress('//Bob')))).toBe(before - TAO);
  });

  test("sees this chain's blocks", async () => {
    const [number, parent, chainId, baseFee] = await read<[bigint, Hex, bigint, bigint]>('blockFacts');
    expect([number, chainId, baseFee]).toEqual([BigInt(chain.devnet.chain.bestNumber()), 42n, PRICE]);
    expect(parent).toBe((await chain.api.rpc.chain.getBlockHash(Number(number) - 1)).toHex());
  });
});

describe('precompiles from Solidity', () => {
  test('0x800 pays a native account with the sent value', async () => {
    const payee = chain.account('//Payee');
    const sent = await chain.send(
      evmCall('//Bob', probe, encodeCall('pay', [u8aToHex(payee.publicKey)]), { valueRao: 2n * TAO }),
      '//Bob'
    );
    expect(sent.events).toEqual(expect.arrayContaining(['balances.Transfer', 'evm.Executed']));
    expect(await freeOf(payee.address)).toBe(2n * TAO);
    expect(await client.getBalance({ address: '0x0000000000000000000000000000000000000800' })).toBe(0n);
  });

  test('0x800 refuses to be borrowed by delegatecall', async () => {
    const payee = chain.account('//Payee');
    const before = await freeOf(payee.address);
    await chain.send(
      evmCall('//Bob', probe, encodeCall('delegateTransfer', [u8aToHex(payee.publicKey)]), { valueRao: TAO }),
      '//Bob'
    );
    expect(await freeOf(payee.address)).toBe(before);
  });

  test('0x802 reads the metagraph', async () => {
    const [n, hotkey, coldkey, permit, active, stake] = await read<[number, Hex, Hex, boolean, boolean, bigint]>(
      'neuron',
      [0]
    );
    expect([n, hotkey, coldkey, permit, active, stake]).toEqual([
      8,
      u8aToHex(chain.account('//Alice').publicKey),
      u8aToHex(chain.account('//Alice//cold').publicKey),
      true,
      true,
      1000n * TAO
    ]);
    expect((await read<unknown[]>('neuron', [3]))[3]).toBe(false);
    expect(await read('scores', [0])).toEqual([0n, 0, 0, 0]);
    await expect(read('neuron', [99])).rejects.toThrow();
  });

  test('0x805 reads stake', async () => {
    const hot = u8aToHex(chain.account('//Bob').publicKey);
    const cold = u8aToHex(chain.account('//Bob//cold').publicKey);
    expect(await read('stakes', [hot, cold])).toEqual([900n * TAO, 900n * TAO, 900n * TAO]);
    expect(await read('stakes', [hot, hot])).toEqual([900n * TAO, 0n, 900n * TAO]);
  });

  test('0x402 and 0x403 verify signatures, and nonsense is simply false', async () => {
    const { Keyring } = await import('@polkadot/api');
    const message = new Uint8Array(32).fill(7);
    for (const [type, address] of [
      ['ed25519', '0x0000000000000000000000000000000000000402'],
      ['sr25519', '0x0000000000000000000000000000000000000403']
    ] as const) {
      const key = new Keyring({ type }).addFromUri('//Signer');
      const signature = key.sign(message);
      const args = (signed: Uint8Array, m = message) => [
        address,
        u8aToHex(m),
        u8aToHex(key.publicKey),
        u8aToHex(signed.slice(0, 32)),
        u8aToHex(signed.slice(32))
      ];
      expect(await read('verify', args(signature))).toBe(true);
      expect(await read('verify', args(signature, new Uint8Array(32)))).toBe(false);
      expect(await read('verify', args(new Uint8Array(64).fill(255)))).toBe(false);
    }
  });

  test('0x80C maps an address to its mirror account', async () => {
    expect(await read('mirror', [evmAddress('//Bob')])).toBe(
      u8aToHex(mirrorAccount(u8aConcat(Buffer.from(evmAddress('//Bob').slice(2), 'hex'))))
    );
  });
});

describe('the Ethereum JSON-RPC', () => {
  test('custom errors and reasons come back decoded', async () => {
    await expect(
      client.simulateContract({ address: probe, abi: probeAbi, functionName: 'add', args: [99n] } as never)
    ).rejects.toThrow(/TooMany\(uint256 asked, uint256 most\)[\s\S]*\(99, 10\)/);
    await expect(read('fail')).rejects.toThrow('because');
    await expect(chain.rpc('eth_call', { to: probe, data: encodeCall('add', [99n]) }, 'latest')).rejects.toThrow(
      /^3: VM Exception/
    );
  });

  test('logs are found by address, topic and block', async () => {
    const counted = parseAbi(['event Counted(address indexed by, uint256 count)'])[0];
    const all = await client.getLogs({ address: probe, event: counted, fromBlock: 0n });
    expect(all.length).toBeGreaterThan(1);
    const bobs = await client.getLogs({
      address: probe,
      event: counted,
      args: { by: evmAddress('//Bob') },
      fromBlock: 0n
    });
    expect(bobs.length).toBe(all.filter(({ args }) => args.by!.toLowerCase() === evmAddress('//Bob')).length);
    expect(bobs[0]!.args.count).toBe(3n);
    const { blockNumber } = bobs[0]!;
    expect((await client.getLogs({ address: probe, fromBlock: blockNumber, toBlock: blockNumber })).length).toBe(1);
    expect(await client.getLogs({ address: '0x0000000000000000000000000000000000000001', fromBlock: 0n })).toEqual([]);
  });

  test('answers what a client asks first', async () => {
    expect(await client.getChainId()).toBe(42);
    expect(await client.getBlockNumber({ cacheTime: 0 })).toBe(BigInt(chain.devnet.chain.bestNumber()));
    expect(await client.getGasPrice()).toBe(PRICE);
    expect((await client.getCode({ address: probe }))!.length).toBeGreaterThan(100);
    expect(await client.getCode({ address: evmAddress('//Bob') })).toBeUndefined();
    expect(await client.getStorageAt({ address: probe, slot: '0x0' })).toBe(
      `0x${((await read('count')) as bigint).toString(16).padStart(64, '0')}`
    );
    const block = await client.getBlock({ blockNumber: 1n });
    expect([block.number, block.hash]).toEqual([1n, (await chain.api.rpc.chain.getBlockHash(1)).toHex()]);
  });

  test('views read the past, and past views do not see the present', async () => {
    const block = await client.getBlockNumber({ cacheTime: 0 });
    const old = await read('count');
    await chain.send(evmCall('//Alice', probe, encodeCall('add', [2n])), '//Alice');
    const then = await client.readContract({
      address: probe,
      abi: probeAbi,
      functionName: 'count',
      blockNumber: block
    } as never);
    expect([then, await read('count')]).toEqual([old, (old as bigint) + 2n]);
  });

  test('a simulated call leaves no trace', async () => {
    const before = await read('count');
    await client.call({ account: evmAddress('//Bob'), to: probe, data: encodeCall('add', [5n]) });
    expect(await read('count')).toBe(before);
  });
});
