// Node reads a package's whole `exports` anew for every file that imports from it. Those of the chain's packages have hundreds of
// entries, and reading them takes a good part of the command's start: what one file of a package was given, its other files are given.
import module, { type ResolveFnOutput } from 'node:module';

const OWN = new URL('../../', import.meta.url).href;
const known = new Map<string, ResolveFnOutput>();

// Older ones do without it.
module.registerHooks?.({
  resolve(specifier, context, nextResolve) {
    const parent = context.parentURL && packageOf(context.parentURL);
    if (!parent || !isBare(specifier)) return nextResolve(specifier, context);
    const key = JSON.stringify([parent, specifier, context.conditions]);
    const found = known.get(key) ?? nextResolve(specifier, context);
    known.set(key, found);
    return { ...found, shortCircuit: true };
  }
});

/** A package's name, maybe with a path, and no path, address or name of this package's own. */
function isBare(specifier: string): boolean {
  return /^[@a-z0-9]/i.test(specifier) && !/^[a-z]+:/i.test(specifier);
}

/** Address of the package that a file is of: an installed one, or this one; null for others. */
function packageOf(url: string): string | null {
  const installed = /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+\//.exec(url)?.[0];
  return installed ?? (url.startsWith(OWN) ? OWN : null);
}
