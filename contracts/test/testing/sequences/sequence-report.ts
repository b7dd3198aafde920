// What random sequences did, counted.
export interface SequenceReport {
  sequences: number;
  calls: number;
  succeeded: number;
  /** Where the requests of the sequences stood before they were driven to their end, by stage. */
  stages: number[];
  settled: number;
  refunded: number;
  /** Calls that went through, by name. */
  byName: Record<string, number>;
  /** Calls that were refused, by name and error. */
  refusals: Record<string, number>;
  mostGas: Record<string, bigint>;
}

export const emptyReport = (): SequenceReport => ({
  sequences: 0,
  calls: 0,
  succeeded: 0,
  stages: [0, 0, 0, 0, 0, 0],
  settled: 0,
  refunded: 0,
  byName: {},
  refusals: {},
  mostGas: {}
});
