// A request for a harness, as a document.

export const HARNESS_REQUEST = {
  format: 'assay/request/1',
  mechanism: 'harness',
  title: 'Stock desk',
  domain: 'stock',
  description: 'Conversations of an assistant that looks up stock.',
  maxBytes: 1_000_000,
  license: 'CC0-1.0',
  conversations: { min: 20, max: 60 },
  limits: { seconds: 30, memoryMiB: 256 },
  tests: false,
  review: 'refuse'
} as const;
