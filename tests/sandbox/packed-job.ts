// Programs and runs as texts, for pages that are driven from outside.
import type { SandboxPage } from '#lib/sandbox/testing/sandbox-page.ts';

type Tab = typeof globalThis & { sandboxPage: SandboxPage };

export const packed64 = (value: unknown): string =>
  JSON.stringify(value, (_key, inner: unknown) =>
    inner instanceof Uint8Array ? { base64: Buffer.from(inner).toString('base64') } : inner
  );

export const unpacked64 = (text: string): unknown =>
  JSON.parse(text, (_key, value: { base64?: unknown }) =>
    typeof value?.base64 === 'string' ? new Uint8Array(Buffer.from(value.base64, 'base64')) : value
  );

/** For a page, so it takes nothing from here. @param job `{ program, task, walls }`, packed */
export const RUN_IN_PAGE = async (job: string): Promise<string> => {
  const unpack = (_key: string, value: { base64?: string }) =>
    typeof value?.base64 === 'string' ? Uint8Array.from(atob(value.base64), (c) => c.charCodeAt(0)) : value;
  const pack = (_key: string, value: unknown) =>
    value instanceof Uint8Array
      ? { base64: btoa(Array.from(value, (byte) => String.fromCharCode(byte)).join('')) }
      : value;
  const { program, task, walls } = JSON.parse(job, unpack as never) as { program: never; task: never; walls: never };
  const { sandboxPage } = globalThis as unknown as Tab;
  return JSON.stringify(await sandboxPage.run(program, task, walls), pack);
};
