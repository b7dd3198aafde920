import { describe, expect, test } from 'vitest';
import { juryFinding } from './jury-finding.ts';

const juror = (seat: number, scorePpm: number | null) => ({
  seat,
  scorePpm,
  commitment: null,
  committedBlock: null,
  revealedBlock: scorePpm === null ? null : 1,
  reportCid: null
});

describe('what a jury found', () => {
  test('counts tickets, not seats', () => {
    const jurors = [juror(1, 900_000), juror(2, 500_000)];
    expect(juryFinding({ tickets: [1, 1, 2], jurors }, 20_000)).toEqual({
      medianPpm: 900_000,
      tolerancePpm: 20_000,
      agreeingSeats: [1, 1]
    });
  });

  test('is nothing where no more than half of the tickets were revealed', () => {
    expect(juryFinding({ tickets: [1, 2, 3], jurors: [juror(1, 500_000), juror(2, null)] }, 20_000)).toBeNull();
    expect(juryFinding({ tickets: [], jurors: [] }, 20_000)).toBeNull();
  });

  test('is nothing where no more than half of those agree', () => {
    const jurors = [juror(1, 100_000), juror(2, 500_000), juror(3, null)];
    expect(juryFinding({ tickets: [1, 2, 3], jurors }, 20_000)).toBeNull();
  });

  test('tolerates 4.448 times the spread', () => {
    const jurors = [juror(1, 500_000), juror(2, 510_000), juror(3, 544_481)];
    expect(juryFinding({ tickets: [1, 2, 3], jurors }, 1_000)).toMatchObject({
      medianPpm: 510_000,
      tolerancePpm: 44_480,
      agreeingSeats: [1, 2, 3]
    });
  });
});
