// How a validator divides its weights among mechanisms, kept in this browser.

const STORAGE_KEY = 'assay:weights-mix';

export interface KeptMix {
  /** In percent, by mechanism. */
  percents: Record<string, number | null>;
  /** uid that takes what nobody earned; null: none. */
  burnUid: number | null;
}

export function keptMix(mechanisms: readonly string[]): KeptMix {
  const even = Object.fromEntries(mechanisms.map((name) => [name, Math.round(100 / mechanisms.length)]));
  try {
    const kept = JSON.parse(localStorage.getItem(STORAGE_KEY) ?? 'null') as Partial<KeptMix> | null;
    const known = Object.entries(kept?.percents ?? {}).filter(([name]) => mechanisms.includes(name));
    const burnUid = Number.isInteger(kept?.burnUid) ? kept!.burnUid! : null;
    return { percents: { ...even, ...Object.fromEntries(known) }, burnUid };
  } catch {
    return { percents: even, burnUid: null };
  }
}

/** Where storage is refused the choice holds for this visit. */
export function keepMix(mix: KeptMix): void {
  try {
    localStorage.setItem(STORAGE_KEY, JSON.stringify(mix));
  } catch {
    // Nothing is lost but the convenience.
  }
}
