// The reports behind a commitment, published as they were hashed.
import type { ScoreCommit } from '../../core/report/score-draft.ts';
import type { LongCallOptions } from '../../core/long-call.ts';
import type { ActorEdges } from '../../ports/market-edges.ts';

/** Throws store errors. */
export async function publishCommit(
  { reportsCid, files }: ScoreCommit,
  { content }: Pick<ActorEdges, 'content'>,
  options: LongCallOptions = {}
): Promise<void> {
  const utf8 = new TextEncoder();
  await content.addFolder(
    files.map(({ path, text }) => ({ path, bytes: utf8.encode(text) })),
    options
  );
  await content.publish(reportsCid, options);
}
