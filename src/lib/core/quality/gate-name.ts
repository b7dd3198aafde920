// The gates that rows pass before a model is trained on them.

export type GateName =
  | 'schema'
  | 'rows'
  | 'size'
  | 'exact-duplicates'
  | 'near-duplicates'
  | 'practice-copies'
  | 'earlier-submissions'
  | 'template-collapse'
  | 'public-copies'
  | 'benchmark-overlap'
  | 'empty-outputs'
  | 'filler-outputs'
  | 'equal-answers'
  | 'language'
  | 'secrets'
  | 'personal-data'
  | 'prompt-injection'
  | 'wrong-answers';
