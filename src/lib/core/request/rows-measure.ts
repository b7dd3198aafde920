// The versions of the measure of rows, and the rules for rows that belong to each.
import { ROW_RULES, type RowRules } from '../dataset/row-rules.ts';
import { requestProtocol, type Protocols } from './request-protocol.ts';
import type { RequestSpec } from './request-spec.ts';

export const ROWS_MEASURES = Object.freeze({
  protocol: 'assay-lift/3',
  earlierProtocols: ['assay-lift/2']
}) satisfies Protocols;

/** @throws AppError `request/other-protocol`. */
export function rowRulesOf(spec: Pick<RequestSpec, 'protocol' | 'benchmark'>): RowRules {
  return requestProtocol(spec, ROWS_MEASURES) === 'assay-lift/2' ? 2 : ROW_RULES;
}
