/** What a running measurement is doing before its mechanism is at work; a mechanism's face names its own stages. */
export const SCORING_STAGES: Record<string, string> = {
  fetch: 'Fetching by CID',
  waiting: 'Another tab is scoring this submission; its result will be taken over'
};
