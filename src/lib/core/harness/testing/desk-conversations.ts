// Conversations at a shop's desk, drawn by a seed: orders are looked up, prices are computed. Another domain, other tools and
// another turn of phrase than the repairs, on which the measure was set.
import { seededRandom, type SeededRandom } from '../../model/seeded-random.ts';
import type { HarnessRow } from './harness-row.ts';

const GOODS = [
  'kettle',
  'lantern',
  'backpack',
  'notebook',
  'tripod',
  'thermos',
  'keyboard',
  'blanket',
  'compass',
  'headlamp',
  'umbrella',
  'speaker'
];
const COLOURS = ['green', 'grey', 'orange', 'navy', 'white', 'black', 'copper', 'violet'];
const CITIES = ['Turin', 'Bergen', 'Porto', 'Ghent', 'Leipzig', 'Tampere', 'Cork', 'Zagreb', 'Malmo', 'Nantes'];
const pick = <Item>(random: SeededRandom, items: readonly Item[]): Item => items[random.below(items.length)]!;

const object = (properties: Record<string, unknown>) => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
  additionalProperties: false
});
const TOOLS = [
  { name: 'find_order', parameters: object({ order: { type: 'string', pattern: '^[A-Z]{2}-\\d{5}$' } }) },
  { name: 'stock_of', parameters: object({ article: { type: 'string' }, city: { type: 'string' } }) },
  { name: 'refund', parameters: object({ order: { type: 'string' }, cents: { type: 'integer', minimum: 1 } }) }
];

interface Draft {
  asked: string;
  steps: { thought: string; tool: string; values: Record<string, unknown>; result: string }[];
  answer: string;
  thought: string;
}

type Plot = (random: SeededRandom) => Draft;

const orderNumber = (random: SeededRandom) =>
  `${String.fromCharCode(65 + random.below(26), 65 + random.below(26))}-${10_000 + random.below(89_999)}`;
const money = (cents: number) => `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')} EUR`;
const article = (random: SeededRandom) => `${pick(random, COLOURS)} ${pick(random, GOODS)}`;

const lateParcel: Plot = (random) => {
  const [order, thing, city] = [orderNumber(random), article(random), pick(random, CITIES)];
  const days = 2 + random.below(8);
  return {
    asked: pick(random, [
      `Where is my ${thing}? The order is ${order} and it should have come ${days} days ago.`,
      `Hello, ${order} has not arrived. I need the ${thing} before the weekend.`
    ]),
    steps: [
      {
        thought: `Only the record of ${order} can tell where the ${thing} went.`,
        tool: 'find_order',
        values: { order },
        result: JSON.stringify({ order, article: thing, state: 'held', depot: city, delayDays: days })
      }
    ],
    answer: `Your ${thing} lies in the depot of ${city}, ${days} days behind. I have asked them to send ${order} on.`,
    thought: `The record says held in ${city} with a delay of ${days} days, so the parcel is not lost and a new one is not needed.`
  };
};

const returnGoods: Plot = (random) => {
  const [order, thing] = [orderNumber(random), article(random)];
  const cents = 900 + random.below(9000);
  const fee = 100 + random.below(400);
  return {
    asked: `I sent the ${thing} of order ${order} back last week, the zip was torn. When do I see my money?`,
    steps: [
      {
        thought: `First what ${order} cost and whether the ${thing} came back.`,
        tool: 'find_order',
        values: { order },
        result: JSON.stringify({ order, article: thing, state: 'returned', paidCents: cents, shippingCents: fee })
      },
      {
        thought: `${order} is marked as returned, paid ${cents} and ${fee} for shipping: a torn article gives both back, ${cents + fee} together.`,
        tool: 'refund',
        values: { order, cents: cents + fee },
        result: JSON.stringify({ order, refundedCents: cents + fee, receipt: `R${random.below(1_000_000)}` })
      }
    ],
    answer: `I have just refunded ${money(cents + fee)} for ${order}: ${money(cents)} for the ${thing} and ${money(fee)} shipping.`,
    thought: `The refund of ${cents + fee} cents went through, that is ${money(cents)} and ${money(fee)} of shipping.`
  };
};

const twoShops: Plot = (random) => {
  const thing = article(random);
  const [first, second] = [pick(random, CITIES), pick(random, CITIES)];
  const [here, there] = [random.below(5), 1 + random.below(30)];
  const better = here >= there ? first : second;
  return {
    asked: `Can I pick up ${2 + random.below(3)} of the ${thing} in ${first}, or had I better drive to ${second}?`,
    steps: [
      {
        thought: `${first} is nearer, so I count the ${thing} there first.`,
        tool: 'stock_of',
        values: { article: thing, city: first },
        result: `${thing}: ${here} on the shelf in ${first}`
      },
      {
        thought: `With ${here} in ${first} I compare ${second}.`,
        tool: 'stock_of',
        values: { article: thing, city: second },
        result: `${thing}: ${there} on the shelf in ${second}`
      }
    ],
    answer: `${better} has more: ${Math.max(here, there)} of the ${thing}, against ${Math.min(here, there)} in the other shop. I would go to ${better}.`,
    thought: `${first} counts ${here} and ${second} counts ${there}, so ${better} is the safer way for the ${thing}.`
  };
};

const wrongColour: Plot = (random) => {
  const [order, good] = [orderNumber(random), pick(random, GOODS)];
  const [wanted, got] = [pick(random, COLOURS), pick(random, COLOURS)];
  const city = pick(random, CITIES);
  const left = 1 + random.below(40);
  return {
    asked: `Order ${order}: I ordered the ${good} in ${wanted} and a ${got} one was in the box. Swap it please, I live in ${city}.`,
    steps: [
      {
        thought: `What was ordered under ${order} decides who made the mistake.`,
        tool: 'find_order',
        values: { order },
        result: `order ${order} / ${good} / colour ordered ${wanted} / packed ${got} / by hand ${random.below(40)}`
      },
      {
        thought: `The packer took ${got}. Before I promise a ${wanted} ${good} I look at the shelf of ${city}.`,
        tool: 'stock_of',
        values: { article: `${wanted} ${good}`, city },
        result: `${left} pieces of ${wanted} ${good}, rack ${random.below(90)}`
      }
    ],
    answer: `Sorry, the packer mixed up ${got} and ${wanted}. ${left} of the ${wanted} ${good} are in ${city}; bring the box and swap it at the counter.`,
    thought: `The order does say ${wanted} and ${left} are left in ${city}, so a swap at the counter is the quickest.`
  };
};

const PLOTS: readonly Plot[] = [lateParcel, returnGoods, twoShops, wrongColour];

export function deskConversations(count: number, seed: number): HarnessRow[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, (_, index) => asRow(`desk-${index}`, pick(random, PLOTS)(random)));
}

function asRow(id: string, { asked, steps, answer, thought }: Draft): HarnessRow {
  return {
    id,
    task: { type: 'support', difficulty: 'easy', prompt: asked },
    tools: TOOLS,
    messages: [
      { role: 'user', content: asked },
      ...steps.flatMap(({ thought: reasoning, tool, values, result }) => [
        { role: 'assistant', content: '', reasoning, tool_calls: [{ name: tool, arguments: values }] },
        { role: 'tool', name: tool, content: result }
      ]),
      { role: 'assistant', content: answer, reasoning: thought }
    ],
    final: { answer },
    metadata: {}
  };
}
