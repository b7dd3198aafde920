/** What a running measurement is doing, by the stage its progress names. */
export const SCORING_STAGES: Record<string, string> = {
  fetch: 'Fetching by CID',
  waiting: 'Another tab is scoring this submission; its result will be taken over',
  gates: 'Checking the gates',
  baseline: 'Measuring the untrained model',
  pairing: 'Judging how rows belong together',
  training: 'Training',
  measuring: 'Measuring the trained model'
};
