// Conversations that the template's kind of program writes, without running one.
const ITEMS = ['copper wire', 'oak boards', 'lamp oil', 'wax seals', 'linen thread', 'tin cups', 'clay tiles'];

/** JSON Lines of `count` conversations about stock, no two alike; those of another `from` are others. */
export function stockRows(count: number, from = 0): string {
  return Array.from({ length: count }, (_, index) => {
    const number = from + index;
    const item = ITEMS[number % ITEMS.length]!;
    const [cellar, loft] = [17 + 31 * number, 5 + 13 * number];
    const asked = `How many pieces of ${item} do we have in all, as of delivery ${number}?`;
    const said = `We have ${cellar + loft} pieces of ${item}: ${cellar} in the cellar and ${loft} in the loft.`;
    const tool = {
      name: 'read_stock',
      parameters: { type: 'object', properties: { item: { type: 'string' } }, required: ['item'] }
    };
    return `${JSON.stringify({
      id: `stock-${number}`,
      task: { prompt: asked },
      tools: [tool],
      messages: [
        { role: 'user', content: asked },
        {
          role: 'assistant',
          content: `I look up where ${item} lie.`,
          reasoning: `I need the numbers of ${item} in each room.`,
          tool_calls: [{ name: 'read_stock', arguments: { item } }]
        },
        { role: 'tool', name: 'read_stock', content: JSON.stringify({ cellar, loft }) },
        { role: 'assistant', content: said, reasoning: `${cellar} and ${loft} make ${cellar + loft}.` }
      ],
      final: { answer: said },
      metadata: {}
    })}\n`;
  }).join('');
}
