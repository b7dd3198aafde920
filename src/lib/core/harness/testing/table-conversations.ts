// Conversations about a table of measurements, drawn by a seed: the queries are answered on rows that were drawn before.
import { seededRandom, type SeededRandom } from '../../model/seeded-random.ts';
import type { HarnessRow } from './harness-row.ts';

const THINGS = [
  'rainfall',
  'visitors',
  'harvest',
  'voltage',
  'traffic',
  'noise',
  'pollen',
  'turnover',
  'salinity',
  'downloads',
  'births',
  'wind'
];
const PLACES = [
  'harbour',
  'airport',
  'old town',
  'north ridge',
  'lake shore',
  'stadium',
  'valley',
  'ring road',
  'market hall',
  'campus'
];
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December'
];
const pick = <Item>(random: SeededRandom, items: readonly Item[]): Item => items[random.below(items.length)]!;
const TOOLS = [
  { name: 'columns', parameters: { type: 'object', properties: { table: { type: 'string' } }, required: ['table'] } },
  {
    name: 'query',
    parameters: { type: 'object', properties: { sql: { type: 'string', minLength: 10 } }, required: ['sql'] }
  }
];

interface Record {
  place: string;
  month: string;
  value: number;
}

interface Question {
  asked: string;
  sql: string;
  result: string;
  answer: string;
  thought: string;
}

const total = (records: readonly Record[]) => records.reduce((sum, { value }) => sum + value, 0);

const KINDS: readonly ((table: string, thing: string, records: readonly Record[], random: SeededRandom) => Question)[] =
  [
    (table, thing, records) => {
      const top = records.toSorted((one, other) => other.value - one.value)[0]!;
      return {
        asked: `When and where was the highest ${thing} measured?`,
        sql: `SELECT place, month, value FROM ${table} ORDER BY value DESC LIMIT 1`,
        result: `${top.place} | ${top.month} | ${top.value}`,
        answer: `The record of ${top.value} belongs to the ${top.place} in ${top.month}.`,
        thought: `Sorted downwards the first line is ${top.place} with ${top.value}, in ${top.month}.`
      };
    },
    (table, thing, records, random) => {
      const { place } = pick(random, records);
      const own = records.filter((record) => record.place === place);
      return {
        asked: `What does the ${thing} at the ${place} add up to?`,
        sql: `SELECT SUM(value), COUNT(*) FROM ${table} WHERE place = '${place}'`,
        result: `${total(own)} | ${own.length}`,
        answer: `${total(own)} in all, from ${own.length} entries for the ${place}.`,
        thought: `SUM gives ${total(own)} over ${own.length} entries, which is all that the ${place} has.`
      };
    },
    (table, thing, records, random) => {
      const bound = 100 + random.below(700);
      const above = records.filter(({ value }) => value > bound);
      const names = [...new Set(above.map(({ place }) => place))].sort();
      return {
        asked: `Which places ever went above ${bound}? I mean the ${thing}.`,
        sql: `SELECT DISTINCT place FROM ${table} WHERE value > ${bound} ORDER BY place`,
        result: names.length === 0 ? '(no rows)' : names.join('\n'),
        answer: names.length === 0 ? `None of them passed ${bound}.` : `${names.length} did: ${names.join(', ')}.`,
        thought:
          names.length === 0
            ? `The query came back empty, so nothing exceeds ${bound}.`
            : `Distinct places over ${bound} are ${names.join(' and ')}.`
      };
    },
    (table, thing, records, random) => {
      const [one, other] = [pick(random, records), pick(random, records)];
      const gap = one.value - other.value;
      return {
        asked: `Compare the ${thing} of the ${one.place} in ${one.month} with the ${other.place} in ${other.month}, please.`,
        sql: `SELECT place, month, value FROM ${table} WHERE (place, month) IN (('${one.place}', '${one.month}'), ('${other.place}', '${other.month}'))`,
        result: `${one.place} | ${one.month} | ${one.value}\n${other.place} | ${other.month} | ${other.value}`,
        answer:
          gap === 0
            ? `They are equal, ${one.value} each.`
            : `The ${(gap > 0 ? one : other).place} is ahead by ${Math.abs(gap)}: ${one.value} against ${other.value}.`,
        thought: `${one.value} minus ${other.value} leaves ${gap}.`
      };
    }
  ];

function tableConversation(index: number, random: SeededRandom): HarnessRow {
  const thing = pick(random, THINGS);
  const table = `${thing}_${1990 + random.below(36)}`;
  const records = Array.from({ length: 4 + random.below(8) }, () => ({
    place: pick(random, PLACES),
    month: pick(random, MONTHS),
    value: 10 + random.below(900)
  }));
  const { asked, sql, result, answer, thought } = pick(random, KINDS)(table, thing, records, random);
  return {
    id: `table-${index}`,
    task: { type: 'query', difficulty: 'easy', prompt: asked },
    tools: TOOLS,
    messages: [
      { role: 'user', content: `${asked} The table is called ${table}.` },
      {
        role: 'assistant',
        content: '',
        reasoning: `Before I write anything for ${thing} I need the names of the columns of ${table}.`,
        tool_calls: [{ name: 'columns', arguments: { table } }]
      },
      {
        role: 'tool',
        name: 'columns',
        content: `${table}: place text, month text, value integer (${records.length} rows)`
      },
      {
        role: 'assistant',
        content: 'Now the query itself.',
        reasoning: `${table} keeps place, month and value, so ${thing} stands under value and this selects it: ${sql}.`,
        tool_calls: [{ name: 'query', arguments: { sql } }]
      },
      { role: 'tool', name: 'query', content: result },
      { role: 'assistant', content: answer, reasoning: `${thought} That answers the question about ${thing}.` }
    ],
    final: { answer },
    metadata: {}
  };
}

export function tableConversations(count: number, seed: number): HarnessRow[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, (_, index) => tableConversation(index, random));
}
