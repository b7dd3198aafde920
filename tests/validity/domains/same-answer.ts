// Ways to tell whether an answer is right that do not mind how it is dressed.

/** A text without code fences, white space runs and case. */
export const plain = (text: string): string =>
  text
    .replace(/```[a-z]*/gi, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase();

/** Whether an answer ends in the right one: words before it are of no matter. */
export function endsInAnswer(answer: string, right: string): boolean {
  const [said, meant] = [plain(answer), plain(right)];
  return said === meant || said.endsWith(` ${meant}`);
}

/** The JSON object in an answer, keys in order; null where there is none. */
export function objectIn(answer: string): string | null {
  const [from, to] = [answer.indexOf('{'), answer.lastIndexOf('}')];
  if (from < 0 || to < from) return null;
  try {
    return canonical(JSON.parse(answer.slice(from, to + 1)) as unknown);
  } catch {
    return null;
  }
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const entries = Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1));
  return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`).join(',')}}`;
}

/** Value of arithmetic with + - * / and brackets; null where it is none. */
export function arithmeticValue(text: string): number | null {
  const tokens = text.match(/\d+(?:\.\d+)?|[-+*/()]/g) ?? [];
  let at = 0;
  const factor = (): number => {
    const token = tokens[at++];
    if (token === '(') {
      const value = sum();
      return tokens[at++] === ')' ? value : NaN;
    }
    if (token === '-') return -factor();
    return token === undefined || !/^\d/.test(token) ? NaN : Number(token);
  };
  const product = (): number => {
    let value = factor();
    while (tokens[at] === '*' || tokens[at] === '/') value = tokens[at++] === '*' ? value * factor() : value / factor();
    return value;
  };
  const sum = (): number => {
    let value = product();
    while (tokens[at] === '+' || tokens[at] === '-')
      value = tokens[at++] === '+' ? value + product() : value - product();
    return value;
  };
  const value = sum();
  return at === tokens.length && Number.isFinite(value) ? value : null;
}
