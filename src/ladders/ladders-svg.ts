// The ladders as a picture: one panel a domain, one line a family, score against the share of spoilt rows.
import type { LadderSummary } from './summarise-ladders.ts';

const PANEL = { width: 300, height: 230, left: 44, top: 34, right: 12, bottom: 34 };
const LEGEND_WIDTH = 190;
/** Okabe and Ito's colours, which differ for most colour vision; dashed from the second round on. */
const COLOURS = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9', '#555555'];

export function laddersSvg(summaries: readonly LadderSummary[]): string {
  const domains = [...new Set(summaries.map(({ domain }) => domain))];
  const families = [...new Set(summaries.map(({ family }) => family))];
  const columns = 2;
  const width = columns * PANEL.width + LEGEND_WIDTH;
  const height = Math.max(Math.ceil(domains.length / columns) * PANEL.height, families.length * 20 + 40);
  const stroke = (family: string) => {
    const index = families.indexOf(family);
    return `stroke="${COLOURS[index % COLOURS.length]}"${index >= COLOURS.length ? ' stroke-dasharray="4 3"' : ''}`;
  };
  const panels = domains.map((domain, index) => {
    const own = summaries.filter((summary) => summary.domain === domain);
    const x = (index % columns) * PANEL.width;
    const y = Math.floor(index / columns) * PANEL.height;
    return `<g transform="translate(${x} ${y})">${panel(domain, own, stroke)}</g>`;
  });
  const legend = families.map(
    (family, index) =>
      `<path d="M0 ${index * 20}h24" fill="none" stroke-width="2" ${stroke(family)}/><text x="30" y="${index * 20 + 4}">${family}</text>`
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12" fill="#222">
<title>Score against the share of spoilt rows</title><rect width="100%" height="100%" fill="#fff"/>
${panels.join('\n')}
<g transform="translate(${columns * PANEL.width + 12} 40)">${legend.join('')}</g>
</svg>
`;
}

function panel(domain: string, summaries: readonly LadderSummary[], stroke: (family: string) => string): string {
  const top = Math.max(0.01, ...summaries.flatMap(({ scores }) => scores.map(({ high }) => high)));
  const inner = { width: PANEL.width - PANEL.left - PANEL.right, height: PANEL.height - PANEL.top - PANEL.bottom };
  const x = (grade: number) => (PANEL.left + grade * inner.width).toFixed(1);
  const y = (score: number) => (PANEL.top + (1 - score / top) * inner.height).toFixed(1);
  const lines = summaries.map(({ family, scores }) => {
    const path = scores.map(({ grade, score }, index) => `${index === 0 ? 'M' : 'L'}${x(grade)} ${y(score)}`).join('');
    return `<path d="${path}" fill="none" stroke-width="2" ${stroke(family)}/>`;
  });
  const axis = [0, 0.25, 0.5, 0.75, 1].map(
    (grade) => `<text x="${x(grade)}" y="${PANEL.height - 14}" text-anchor="middle">${grade * 100} %</text>`
  );
  const marks = [0, top / 2, top].map(
    (score) =>
      `<path d="M${x(0)} ${y(score)}H${x(1)}" stroke="#ddd"/><text x="${PANEL.left - 4}" y="${Number(y(score)) + 4}" text-anchor="end">${score.toFixed(2)}</text>`
  );
  return `<text x="${PANEL.left}" y="20" font-weight="bold">${domain}</text>${marks.join('')}${axis.join('')}${lines.join('')}`;
}
