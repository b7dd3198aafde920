// The chain's precompiles that the market asks and pays by, over a subnet that a test can set.
import { EVMError, type ExecResult, type PrecompileInput } from '@ethereumjs/evm';
import { Account, bytesToBigInt, bytesToHex, createAddressFromString, hexToBytes } from '@ethereumjs/util';
import { encodeAbiParameters, toFunctionSelector, type Hex } from 'viem';

export const WEI_PER_RAO = 1_000_000_000n;
export const NETUID = 2;
const READ_GAS = 625n;

export interface Neuron {
  hotkey: Hex;
  coldkey: Hex;
  permit: boolean;
  /** On the subnet. */
  alphaRao: bigint;
  /** On the root. */
  rootRao: bigint;
}

export interface Subnet {
  neurons: Neuron[];
  /** Paid to native accounts through 0x800: public key -> rao. */
  paid: Map<string, bigint>;
  refusePayments: boolean;
}

const SELECTORS = {
  transfer: toFunctionSelector('transfer(bytes32)'),
  uidCount: toFunctionSelector('getUidCount(uint16)'),
  hotkey: toFunctionSelector('getHotkey(uint16,uint16)'),
  coldkey: toFunctionSelector('getColdkey(uint16,uint16)'),
  permit: toFunctionSelector('getValidatorStatus(uint16,uint16)'),
  alpha: toFunctionSelector('getTotalAlphaStaked(bytes32,uint256)')
};

/** 0x800, 0x802 and 0x805, which answer from `subnet` as it is when they are called. */
export function subnetPrecompiles(subnet: Subnet) {
  return [
    precompile('802', (input) => readSubnet(input, subnet.neurons)),
    precompile('805', (input) => readStake(input, subnet.neurons)),
    precompile('800', (input) => payNative(input, subnet))
  ];
}

const precompile = (address: string, run: (input: PrecompileInput) => ExecResult | Promise<ExecResult>) => ({
  address: createAddressFromString(`0x${address.padStart(40, '0')}`),
  function: run as never
});

const word = (input: PrecompileInput, index: number) => input.data.subarray(4 + index * 32, 36 + index * 32);
const selectorOf = (input: PrecompileInput) => bytesToHex(input.data.subarray(0, 4));
const answer = (value: Hex): ExecResult => ({ executionGasUsed: READ_GAS, returnValue: hexToBytes(value) });
const number = (value: bigint) => answer(encodeAbiParameters([{ type: 'uint256' }], [value]));
/** Substrate's precompiles take all the gas of a call they cannot serve. */
const halt = (input: PrecompileInput): ExecResult => ({
  executionGasUsed: input.gasLimit,
  returnValue: new Uint8Array(),
  exceptionError: new EVMError(EVMError.errorMessages.INVALID_OPCODE)
});

function readSubnet(input: PrecompileInput, neurons: Neuron[]): ExecResult {
  if (bytesToBigInt(word(input, 0)) !== BigInt(NETUID)) return halt(input);
  const selector = selectorOf(input);
  if (selector === SELECTORS.uidCount) return number(BigInt(neurons.length));
  const neuron = neurons[Number(bytesToBigInt(word(input, 1)))];
  if (!neuron) return halt(input);
  if (selector === SELECTORS.hotkey) return answer(neuron.hotkey);
  if (selector === SELECTORS.coldkey) return answer(neuron.coldkey);
  return selector === SELECTORS.permit ? number(neuron.permit ? 1n : 0n) : halt(input);
}

function readStake(input: PrecompileInput, neurons: Neuron[]): ExecResult {
  if (selectorOf(input) !== SELECTORS.alpha) return halt(input);
  const hotkey = bytesToHex(word(input, 0));
  const neuron = neurons.find((candidate) => candidate.hotkey === hotkey);
  return number((bytesToBigInt(word(input, 1)) === 0n ? neuron?.rootRao : neuron?.alphaRao) ?? 0n);
}

/** The precompile keeps no balance: what arrives with the call leaves to the native account at once. */
async function payNative(input: PrecompileInput, subnet: Subnet): Promise<ExecResult> {
  if (subnet.refusePayments || selectorOf(input) !== SELECTORS.transfer)
    return {
      executionGasUsed: 0n,
      returnValue: new Uint8Array(),
      exceptionError: new EVMError(EVMError.errorMessages.REVERT)
    };
  const accounts = input._EVM.stateManager;
  const address = createAddressFromString('0x0000000000000000000000000000000000000800');
  const arrived = (await accounts.getAccount(address))?.balance ?? 0n;
  await accounts.putAccount(address, new Account(0n, 0n));
  const payTo = bytesToHex(word(input, 0));
  subnet.paid.set(payTo, (subnet.paid.get(payTo) ?? 0n) + arrived / WEI_PER_RAO);
  return { executionGasUsed: 6400n, returnValue: new Uint8Array() };
}
