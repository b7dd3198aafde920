// What a guest keeps of its worker, taken before everything else is deleted from it: one message in, messages out.
import type { GuestMessage } from './guest-message.ts';

interface Scope {
  addEventListener(type: 'message', listener: (event: { data: unknown }) => void, options: { once: true }): void;
  postMessage(message: GuestMessage): void;
}

const scope = globalThis as unknown as Scope;

/** The only message that a guest gets: parts of its interpreter, and its job. */
export const firstMessage = new Promise<unknown>((resolve) =>
  scope.addEventListener('message', ({ data }) => resolve(data), { once: true })
);

export const postToHost = scope.postMessage.bind(scope) as (message: GuestMessage) => void;
