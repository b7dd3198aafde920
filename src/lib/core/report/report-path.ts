/** Where the report on a submission stands in a validator's folder of reports. */
export const reportPath = (submissionIndex: number): string => `report-${submissionIndex}.json`;
