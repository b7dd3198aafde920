// Conversations about logs of services, drawn by a seed: what is asked is counted in lines that were drawn before.
import { seededRandom, type SeededRandom } from '../../model/seeded-random.ts';
import type { HarnessRow } from './harness-row.ts';

const SERVICES = [
  'billing',
  'search',
  'mailer',
  'ingest',
  'gateway',
  'sessions',
  'thumbnails',
  'scheduler',
  'exports',
  'audit'
];
const FAULTS = [
  {
    text: 'connection reset by peer',
    cause: 'the remote side closes idle sockets',
    cure: 'keep connections alive or reconnect before reuse'
  },
  {
    text: 'no space left on device',
    cause: 'the volume is full',
    cure: 'rotate the old files and alert at eighty percent'
  },
  {
    text: 'deadline exceeded',
    cause: 'the call takes longer than its budget',
    cure: 'raise the budget or page the query'
  },
  { text: 'too many open files', cause: 'handles are never closed', cure: 'close each handle and raise the limit' },
  {
    text: 'certificate has expired',
    cause: 'renewal did not run',
    cure: 'renew it and check the timer of the renewal'
  },
  { text: 'duplicate key value', cause: 'two workers insert the same record', cure: 'make the insert idempotent' },
  { text: 'permission denied', cause: 'the unit runs under another account', cure: 'give that account the folder' }
];
const pick = <Item>(random: SeededRandom, items: readonly Item[]): Item => items[random.below(items.length)]!;
const clock = (random: SeededRandom) =>
  [random.below(24), random.below(60), random.below(60)].map((part) => String(part).padStart(2, '0')).join(':');
const TOOLS = [
  {
    name: 'grep',
    parameters: {
      type: 'object',
      properties: { pattern: { type: 'string' }, file: { type: 'string' } },
      required: ['pattern', 'file']
    }
  },
  {
    name: 'tail',
    parameters: {
      type: 'object',
      properties: { file: { type: 'string' }, lines: { type: 'integer' } },
      required: ['file', 'lines']
    }
  }
];

function logConversation(index: number, random: SeededRandom): HarnessRow {
  const service = `${pick(random, SERVICES)}-${1 + random.below(40)}`;
  const file = `/var/log/${service}.log`;
  const fault = pick(random, FAULTS);
  const host = `node${random.below(200)}.rack${random.below(30)}`;
  const times = Array.from({ length: 1 + random.below(6) }, () => clock(random)).sort();
  const lines = times.map(
    (time) => `${time} ERROR ${service} ${host} ${fault.text} request=${random.below(65_536).toString(16)}`
  );
  const isCount = random.below(2) === 0;
  const asked = isCount
    ? `How often did ${service} fail last night, and with what? The log is ${file}.`
    : `${service} paged me at ${times[0]}. Find out in ${file} what broke and on which machine.`;
  const answer = isCount
    ? `${service} failed ${times.length} times, first at ${times[0]}: "${fault.text}" on ${host}. Most likely ${fault.cause}; ${fault.cure}.`
    : `At ${times[0]} ${host} reported "${fault.text}". That means ${fault.cause}, so ${fault.cure}.`;
  const call = isCount
    ? { name: 'grep', arguments: { pattern: 'ERROR', file } }
    : { name: 'tail', arguments: { file, lines: 20 + random.below(80) } };
  return {
    id: `log-${index}`,
    task: { type: 'incident', difficulty: 'medium', prompt: asked },
    tools: TOOLS,
    messages: [
      { role: 'system', content: 'You are on call.' },
      { role: 'user', content: asked },
      {
        role: 'assistant',
        content: `Looking into ${file}.`,
        reasoning: `The question is about ${service}, whose lines stand in ${file}; errors are marked there.`,
        tool_calls: [call]
      },
      { role: 'tool', name: call.name, content: lines.join('\n') },
      {
        role: 'assistant',
        content: answer,
        reasoning: `I count ${times.length} lines, all with ${fault.text} from ${host}, the first at ${times[0]}. Usually ${fault.cause}.`
      }
    ],
    final: { answer },
    metadata: {}
  };
}

export function logConversations(count: number, seed: number): HarnessRow[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, (_, index) => logConversation(index, random));
}
