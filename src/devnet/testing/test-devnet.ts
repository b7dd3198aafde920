// A devnet for tests, with the unmodified @polkadot/api connected to it and blocks made on demand.
import { ApiPromise, Keyring, WsProvider } from '@polkadot/api';
import type { KeyringPair } from '@polkadot/keyring/types';
import type { SubmittableExtrinsic } from '@polkadot/api/types';
import type { ISubmittableResult } from '@polkadot/types/types';
import { startDevnet, type Devnet, type DevnetOptions } from '../node/start-devnet.ts';

export interface SentTransaction {
  blockHash: string;
  /** `section.method` of each event of the transaction. */
  events: string[];
  /** The fields of the first event with this name, as JSON. */
  fields(name: string): unknown[];
  /** `section.name` of the module error, or the kind of the dispatch error. */
  error?: string;
  statuses: string[];
}

export interface TestDevnet {
  devnet: Devnet;
  api: ApiPromise;
  provider: WsProvider;
  account(uri: string): KeyringPair;
  /** Signs, sends and waits until it is final. */
  send(tx: SubmittableExtrinsic<'promise'>, signer: KeyringPair | string, options?: object): Promise<SentTransaction>;
  /** `dev_*` methods are given the token. */
  rpc<T>(method: string, ...params: unknown[]): Promise<T>;
  stop(): Promise<void>;
}

export async function startTestDevnet(options: Partial<DevnetOptions> = {}): Promise<TestDevnet> {
  const devnet = await startDevnet({ port: 0, blockTimeMs: 0, ...options });
  const provider = new WsProvider(devnet.url);
  const api = await ApiPromise.create({ provider, noInitWarn: true, throwOnConnect: true });
  const keyring = new Keyring({ type: 'sr25519', ss58Format: 42 });
  const account = (uri: string) => keyring.addFromUri(uri);
  return {
    devnet,
    api,
    provider,
    account,
    rpc: (method, ...params) =>
      provider.send(method, method.startsWith('dev_') ? [{ token: devnet.devToken, ...params[0]! }] : params),
    send: (tx, signer, signOptions = {}) =>
      new Promise((resolve, reject) => {
        const statuses: string[] = [];
        tx.signAndSend(typeof signer === 'string' ? account(signer) : signer, signOptions, (result) => {
          statuses.push(result.status.type);
          if (result.status.isFinalized) resolve(readResult(api, result, statuses));
          else if (result.isError) reject(new Error(result.status.type));
        }).catch(reject);
      }),
    stop: async () => {
      await api.disconnect();
      await devnet.stop();
    }
  };
}

function readResult(api: ApiPromise, result: ISubmittableResult, statuses: string[]): SentTransaction {
  const events = result.events.map(({ event }) => event);
  const { dispatchError } = result;
  const error = dispatchError?.isModule
    ? (({ section, name }) => `${section}.${name}`)(api.registry.findMetaError(dispatchError.asModule))
    : dispatchError?.toString();
  return {
    blockHash: result.status.asFinalized.toHex(),
    events: events.map(({ section, method }) => `${section}.${method}`),
    fields: (name) =>
      events.find(({ section, method }) => `${section}.${method}` === name)?.data.toJSON() as unknown as unknown[],
    error,
    statuses
  };
}
