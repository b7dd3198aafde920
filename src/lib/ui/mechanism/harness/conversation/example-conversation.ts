// A small conversation as a program writes it, for people who put in their own.

export const EXAMPLE_CONVERSATION = JSON.stringify({
  messages: [
    { role: 'user', content: 'How many lamps do we have?' },
    {
      role: 'assistant',
      content: '',
      reasoning: 'The stock knows.',
      tool_calls: [{ name: 'read_stock', arguments: { item: 'lamp' } }]
    },
    { role: 'tool', name: 'read_stock', content: '{"cellar": 12}' },
    { role: 'assistant', content: 'Twelve, all in the cellar.' }
  ]
});
