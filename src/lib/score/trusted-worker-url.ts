// Worker URLs under Trusted Types: one policy, `assay-worker`, that lets only our own origin through.
import { AppError } from '../core/error/app-error.ts';

interface TrustedTypesApi {
  createPolicy(
    name: string,
    rules: { createScriptURL(url: string): string }
  ): { createScriptURL(url: string): unknown };
}

let policy: ReturnType<TrustedTypesApi['createPolicy']> | null = null;

function requireOwnOrigin(url: string): string {
  const absolute = new URL(url, document.baseURI);
  if (absolute.origin === location.origin) return absolute.href;
  throw new AppError('score/foreign-worker', 'A worker must come from where the page comes from.', {
    details: { url }
  });
}

/** What `new Worker` accepts, with and without Trusted Types. */
export function trustedWorkerUrl(url: string): string {
  const trustedTypes = (globalThis as { trustedTypes?: TrustedTypesApi }).trustedTypes;
  if (!trustedTypes) return requireOwnOrigin(url);
  policy ??= trustedTypes.createPolicy('assay-worker', { createScriptURL: requireOwnOrigin });
  return policy.createScriptURL(url) as string;
}
