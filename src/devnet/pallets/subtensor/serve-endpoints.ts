// Where a neuron can be reached: axon, axon with a TLS key, prometheus (subtensor `subnets/serving.rs`, spec 425).
import type { DispatchContext } from '../../frame/dispatch-context.ts';
import { ensure } from '../../frame/pallet.ts';
import type { ReadableState } from '../../state/key-value.ts';
import { subtensorErrors as errors } from './subtensor-errors.ts';
import { subtensorEvents } from './subtensor-events.ts';
import { subtensorStorage as storage } from './subtensor-storage.ts';

export interface Endpoint {
  version: number;
  ip: bigint;
  port: number;
  ip_type: number;
}

export interface AxonEndpoint extends Endpoint {
  protocol: number;
  placeholder1: number;
  placeholder2: number;
}

interface Place {
  state: ReadableState;
  blockNumber: number;
}

const IP4_LOCALHOST = 0x7f00_0001n;
const IP4_END = 0xffff_ffffn;
const IP6_END = (1n << 128n) - 1n;
const LARGEST_CERTIFICATE = 65;

export function serveAxon(
  context: DispatchContext,
  hotkey: Uint8Array,
  netuid: number,
  axon: AxonEndpoint,
  certificate?: Uint8Array
): void {
  const { state, blockNumber } = context;
  checkAxon(context, hotkey, netuid, axon);
  if (certificate && certificate.length > 0 && certificate.length <= LARGEST_CERTIFICATE)
    storage.NeuronCertificates.put(state, netuid, hotkey, {
      public_key: certificate.slice(1),
      algorithm: certificate[0]!
    });
  storage.Axons.put(state, netuid, hotkey, { block: BigInt(blockNumber), ...axon });
  context.deposit(subtensorEvents.AxonServed, { 0: netuid, 1: hotkey });
}

export function servePrometheus(context: DispatchContext, hotkey: Uint8Array, netuid: number, at: Endpoint): void {
  checkPrometheus(context, hotkey, netuid, at);
  storage.Prometheus.put(context.state, netuid, hotkey, { block: BigInt(context.blockNumber), ...at });
  context.deposit(subtensorEvents.PrometheusServed, { 0: netuid, 1: hotkey });
}

/** @throws DispatchFailure with the first rule that an axon breaks. */
export function checkAxon(place: Place, hotkey: Uint8Array, netuid: number, { ip, ip_type, port }: Endpoint): void {
  const { state } = place;
  ensure(storage.Uids.has(state, netuid, hotkey), errors.HotKeyNotRegisteredInNetwork);
  ensure(ip_type === 4 || ip_type === 6, errors.InvalidIpType);
  ensure(isAddress(ip_type, ip), errors.InvalidIpAddress);
  const last = storage.Axons.get(state, netuid, hotkey)?.block ?? 0n;
  ensure(hasRested(place, netuid, last), errors.ServingRateLimitExceeded);
  ensure(port > 0, errors.InvalidPort);
}

/** @throws DispatchFailure with the first rule that a prometheus endpoint breaks. */
export function checkPrometheus(place: Place, hotkey: Uint8Array, netuid: number, at: Endpoint): void {
  const { state } = place;
  ensure(at.ip_type === 4 || at.ip_type === 6, errors.InvalidIpType);
  ensure(at.ip !== 0n && isAddress(at.ip_type, at.ip), errors.InvalidIpAddress);
  ensure(storage.Uids.has(state, netuid, hotkey), errors.HotKeyNotRegisteredInNetwork);
  const last = storage.Prometheus.get(state, netuid, hotkey)?.block ?? 0n;
  ensure(hasRested(place, netuid, last), errors.ServingRateLimitExceeded);
  ensure(at.port > 0, errors.InvalidPort);
}

/** Zero stands for "not reachable" and is allowed to axons. */
const isAddress = (type: number, ip: bigint): boolean =>
  type === 4 ? ip < IP4_END && ip !== IP4_LOCALHOST : ip !== IP6_END && ip !== 1n;

function hasRested({ state, blockNumber }: Place, netuid: number, last: bigint): boolean {
  const limit = storage.ServingRateLimit.get(state, netuid);
  return limit === 0n || last === 0n || BigInt(blockNumber) - last >= limit;
}
