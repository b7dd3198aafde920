// What it costs a validator not to do what it was drawn for. The rules are those of docs/market.md.

export const SEAT_UNUSED = 'your seat in it stands; without scores of yours you earn nothing for it, and lose nothing.';
export const JUROR_AWAY =
  'you were drawn for a jury; a juror that stays away while others judge loses a tenth of what it has locked.';
