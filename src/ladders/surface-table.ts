// Forms, typos and what must stay beside them, as Markdown tables.
import { formFamily, SURFACE_FORMS, TYPOS } from './surface.ts';
import { LEAST_OF_LIFT, type SurfaceSummary } from './summarise-surface.ts';

const FORMS = new Set(SURFACE_FORMS.map(formFamily));

export function surfaceTable(summaries: readonly SurfaceSummary[]): string {
  return [formsTable(summaries), guardedTable(summaries)].join('\n\n');
}

/** What only changes the form, and typos: the score should follow lift. */
export function formsTable(summaries: readonly SurfaceSummary[]): string {
  return table(
    ['domain', 'form', 'score', 'lift share', 'lift / clean', 'score / clean', 'least score for its lift', ''],
    summaries
      .filter(({ family }) => family === 'clean' || family === TYPOS || FORMS.has(family))
      .map((one) => [
        one.domain,
        name(one),
        one.score.toFixed(3),
        one.liftShare.toFixed(3),
        one.liftOfClean.toFixed(2),
        one.scoreOfClean.toFixed(2),
        one.leastOfLift.toFixed(2),
        one.leastOfLift < LEAST_OF_LIFT ? 'falls short' : ''
      ])
  );
}

/** What is spoilt: the score should fall. */
export function guardedTable(summaries: readonly SurfaceSummary[]): string {
  return table(
    ['domain', 'spoilt', 'score', 'lift share', 'score / clean'],
    summaries
      .filter(({ family }) => family !== 'clean' && family !== TYPOS && !FORMS.has(family))
      .map((one) => [
        one.domain,
        `${one.family}, ${one.grade * 100} % of rows`,
        one.score.toFixed(3),
        one.liftShare.toFixed(3),
        one.scoreOfClean.toFixed(2)
      ])
  );
}

const name = ({ family, grade }: SurfaceSummary) =>
  family === TYPOS ? `${(grade * 100).toFixed(1)} % of characters mistyped` : family.replace('form: ', '');

function table(head: string[], rows: string[][]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
