// Differences between a public runtime and the local chain that have been looked at, each with its reason; docs/conformance.md
// tells them at length.
import type { KnownDifference } from './compare-runs.ts';

export const KNOWN_DIFFERENCES: readonly KnownDifference[] = [];
