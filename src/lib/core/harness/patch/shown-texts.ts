// Texts of a conversation that a patch may be made for: what a tool showed of the file, or what anybody wrote.
import { isResult, type Conversation, type Message } from '../dataset/conversation.ts';

/** Between the names in a call's argument, as in `cat src/a.py`. */
const NAME_END = /[\s'"`=:;,|()<>]+/;
const FENCE = '```';
/** As `cat -n` and the viewers of agents number lines. */
const NUMBERED_LINE = /^ *\d+(?:\t|→|\| ?|: ?)(.*)$/;

export interface ShownText {
  text: string;
  /** Whether it is taken for a whole file: a result of a tool, or a fenced block. Other texts are prose around one. */
  isFile: boolean;
}

/** What a conversation shows, read once for all files of its patch. */
export class ShownTexts {
  private readonly messages: readonly Message[];
  /** By the last part of a name in a call's arguments, the whole name and the place of the call's result. */
  private readonly named = new Map<string, { name: string; at: number }[]>();
  private readonly results = new Map<number, ShownText[]>();
  private said: ShownText[] | undefined;

  constructor({ messages }: Pick<Conversation, 'messages'>) {
    this.messages = messages;
    for (const [at, message] of messages.entries()) {
      const next = messages[at + 1];
      if (next === undefined || !isResult(next)) continue;
      for (const name of new Set(argumentTexts(message).flatMap((text) => text.split(NAME_END))))
        this.remember(name, at + 1);
    }
  }

  /** What tools gave for calls that name the file, the latest first. */
  ofFile(path: string): ShownText[] {
    const same = (this.named.get(lastPart(path)) ?? []).filter(({ name }) => isSameFile(name, path));
    const places = [...new Set(same.map(({ at }) => at))].sort((one, other) => other - one);
    return places.flatMap((at) => this.resultTexts(at));
  }

  /** What all messages say, fenced blocks before the prose around them. */
  ofMessages(): ShownText[] {
    return (this.said ??= this.messages.flatMap((message, at) => [
      ...fencedTexts(message.content),
      ...(isResult(message) ? this.resultTexts(at) : [{ text: message.content, isFile: false }])
    ]));
  }

  private remember(name: string, at: number): void {
    if (name === '') return;
    const known = this.named.get(lastPart(name));
    if (known) known.push({ name, at });
    else this.named.set(lastPart(name), [{ name, at }]);
  }

  /** A result as it stands, the texts in it where it is an object in JSON, and both without numbers of lines. */
  private resultTexts(at: number): ShownText[] {
    const known = this.results.get(at);
    if (known) return known;
    const { content } = this.messages[at]!;
    const texts = [content, ...textsInObject(content)].flatMap((text) => [text, ...withoutNumbers(text)]);
    const shown = texts.map((text) => ({ text, isFile: true }));
    this.results.set(at, shown);
    return shown;
  }
}

const lastPart = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** Whether one of two paths ends in the other: a tool may want them from the root, a patch has them from the repository. */
function isSameFile(name: string, path: string): boolean {
  const [long, short] = name.length >= path.length ? [name, path] : [path, name];
  return long === short || long.endsWith(`/${short}`);
}

function textsInObject(content: string): string[] {
  if (!content.startsWith('{')) return [];
  try {
    return Object.values(JSON.parse(content) as object).filter((value) => typeof value === 'string');
  } catch {
    return [];
  }
}

/** One text, or none where a line has no number. */
function withoutNumbers(text: string): string[] {
  const plain: string[] = [];
  for (const line of text.split('\n')) {
    const found = NUMBERED_LINE.exec(line);
    if (found === null && line !== '') return [];
    plain.push(found?.[1] ?? '');
  }
  return [plain.join('\n')];
}

function fencedTexts(content: string): ShownText[] {
  if (!content.includes(FENCE)) return [];
  const texts: ShownText[] = [];
  let inside: string[] | null = null;
  for (const line of content.split('\n')) {
    if (!line.startsWith(FENCE)) inside?.push(line);
    else if (inside === null) inside = [];
    else {
      texts.push({ text: inside.join('\n'), isFile: true });
      inside = null;
    }
  }
  return texts;
}

const argumentTexts = ({ toolCalls, functionCall }: Message): string[] => [
  ...toolCalls.flatMap((call) => textsIn(call.arguments)),
  ...(functionCall ? [functionCall.arguments] : [])
];

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
