// Which rules rows are read and judged by. Each set of rules bears the number of the first measure that has it (`assay-lift/2`,
// `assay-lift/3`): stored scores must come out again, so an earlier set stays as it was.

export type RowRules = 2 | 3;

/** The rules of new requests. */
export const ROW_RULES: RowRules = 3;
