// Whether the browser may delete what this page keeps when space runs short, and asking it not to. Everything of one page
// stands or falls together: https://storage.spec.whatwg.org/

export type Persistence = Partial<Pick<StorageManager, 'persist' | 'persisted'>>;

/** Old browsers, and pages that are not served over https, have none. */
const ofThisPage = (): Persistence => (globalThis.navigator as Partial<Navigator> | undefined)?.storage ?? {};

/**
 * @returns asks the browser at its first call and does nothing later. It is not waited for: a browser may ask its user, and
 * what is kept meanwhile is kept all the same.
 */
export function persistenceRequest(storage: Persistence = ofThisPage()): () => void {
  let isAsked = false;
  return () => {
    if (isAsked) return;
    isAsked = true;
    storage.persist?.().catch(() => undefined);
  };
}

/** Whether what this page keeps stays until its user clears it; null where the browser does not say. */
export async function isPersistent(storage: Persistence = ofThisPage()): Promise<boolean | null> {
  return (await storage.persisted?.().catch(() => null)) ?? null;
}
