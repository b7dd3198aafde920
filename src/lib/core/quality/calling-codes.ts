// International telephone numbers: country calling codes (ITU-T E.164) and how many digits follow them in each numbering plan.

/** Codes with fewest and most digits after them; a plan that is not named here has 6 to 12. */
const PLANS: Readonly<Record<string, readonly [number, number]>> = Object.freeze({
  '1': [10, 10],
  '7': [10, 10],
  '20': [8, 10],
  '27': [9, 9],
  '30': [10, 10],
  '31': [9, 9],
  '32': [8, 9],
  '33': [9, 9],
  '34': [9, 9],
  '36': [8, 9],
  '39': [8, 11],
  '40': [9, 9],
  '41': [9, 9],
  '43': [7, 13],
  '44': [9, 10],
  '45': [8, 8],
  '46': [7, 9],
  '47': [8, 8],
  '48': [9, 9],
  '49': [7, 11],
  '51': [8, 9],
  '52': [10, 10],
  '54': [10, 11],
  '55': [10, 11],
  '56': [9, 9],
  '57': [10, 10],
  '58': [10, 10],
  '60': [8, 10],
  '61': [9, 9],
  '62': [8, 12],
  '63': [8, 10],
  '64': [8, 10],
  '65': [8, 8],
  '66': [8, 9],
  '81': [9, 10],
  '82': [8, 10],
  '84': [9, 10],
  '86': [10, 11],
  '90': [10, 10],
  '91': [10, 10],
  '92': [9, 10],
  '94': [9, 9],
  '98': [10, 10]
});
/** Codes of three digits start so (zones 2 to 9 as E.164 assigns them). */
const THREE_DIGITS = /^(?:21|22|23|24|25|26|29|35|37|38|42|50|59|67|68|69|80|85|87|88|96|97|99)\d/;
/** Two digits and three that are assigned to nobody. */
const UNASSIGNED =
  /^(?:210|214|215|217|219|28|259|29[2-6]|384|38[48]|42[2-9]|69[3-9]|80[1-79]|83|85[147-9]|89|87[1-7]|88[4579]|969|97[8]|99[0179]|0)/;

/** Whether the digits after a plus can be a subscriber's number. */
export function isInternationalNumber(digits: string): boolean {
  if (UNASSIGNED.test(digits)) return false;
  const code = digits[0] === '1' || digits[0] === '7' ? digits[0] : digits.slice(0, THREE_DIGITS.test(digits) ? 3 : 2);
  const [fewest, most] = PLANS[code] ?? [6, 12];
  const national = digits.slice(code.length);
  if (national.length < fewest || national.length > most) return false;
  // North American area codes and exchanges begin with 2 to 9.
  return code !== '1' || /^[2-9]\d{2}[2-9]/.test(national);
}
