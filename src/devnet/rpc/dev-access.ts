// Who may steer the chain: make blocks, fork it, raise its runtime. On a socket that takes a token, which only this machine's
// own page and programs are given.
import { RpcError } from './rpc-error.ts';
import type { RpcMethod } from './rpc-session.ts';

/** `open`: everybody who is connected, as in the tab that owns its chain; `off`: there are no such methods. */
export type DevAccess = 'open' | 'off' | { token: string };

const PERMISSION_DENIED = -32001;

/** The `dev_*` methods for those who may call them. They take the token beside their other options. */
export function forAllowed(access: DevAccess, methods: Record<string, RpcMethod>): Record<string, RpcMethod> {
  if (access === 'off') return {};
  if (access === 'open') return methods;
  return Object.fromEntries(
    Object.entries(methods).map(([name, method]): [string, RpcMethod] => [
      name,
      (params, session) => {
        if (!isSame(tokenIn(params[0]), access.token))
          throw new RpcError(
            PERMISSION_DENIED,
            'Permission denied',
            `${name} needs the token that stands in the file dev-token of this chain's data folder: [{ "token": "..." }].`
          );
        return method(params, session);
      }
    ])
  );
}

function tokenIn(options: unknown): string {
  const token = typeof options === 'object' && options !== null ? (options as { token?: unknown }).token : undefined;
  return typeof token === 'string' ? token : '';
}

/** In a time that does not say how much of it is right. */
function isSame(given: string, token: string): boolean {
  let difference = given.length ^ token.length;
  for (let i = 0; i < token.length; i++) difference |= given.charCodeAt(i) ^ token.charCodeAt(i);
  return difference === 0;
}
