// Numbers with their units, the same way on every page.

const BYTE_UNITS = ['bytes', 'kB', 'MB', 'GB'];

export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < BYTE_UNITS.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${unit === 0 ? value : value.toPrecision(3)} ${BYTE_UNITS[unit]}`;
}

/** A score in [0, 1] with three decimals. */
export const formatScore = (score: number): string => score.toFixed(3);

/** Chain fixed point (65535 = 1) as a share. */
export const formatU16 = (value: number): string => (value / 65_535).toFixed(4);

/** A rough length of time in words: `45 s`, `12 min`, `3.5 h`, `2 days`. */
export function formatDuration(seconds: number): string {
  if (!Number.isFinite(seconds)) return 'unknown';
  if (seconds < 90) return `${Math.max(0, Math.round(seconds))} s`;
  if (seconds < 5400) return `${Math.round(seconds / 60)} min`;
  if (seconds < 172_800) return `${(seconds / 3600).toFixed(1)} h`;
  return `${Math.round(seconds / 86_400)} days`;
}

/** The first and last characters of an id; the whole stands in the title and is what is copied. */
export const shorten = (id: string, head = 6, tail = 6): string =>
  id.length <= head + tail + 1 ? id : `${id.slice(0, head)}…${id.slice(-tail)}`;
