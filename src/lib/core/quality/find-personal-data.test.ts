import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { passesIban, passesLuhn } from './checksums.ts';
import { findPersonalDatum } from './find-personal-data.ts';
import { mask } from './mask.ts';
import { wordProblemSet } from './testing/generated-sets.ts';
import { checkRows, gate } from './testing/pair-request.ts';

describe('findPersonalDatum', () => {
  test.each([
    ['an e-mail address', 'Write to maria.lopez+home@posteo.de today.'],
    ['an e-mail address', '<j_smith@mail.co.uk>'],
    ['a card number', 'My card: 4539 1488 0343 6467, thanks.'],
    ['a card number', '4539148803436467'],
    ['a card number', '3487-344936-71007'],
    ['a bank account (IBAN)', 'IBAN DE44 5001 0517 5407 3249 31'],
    ['a bank account (IBAN)', 'GB94BARC10201530093459'],
    ['a telephone number', 'Call +49 30 901820 after six.'],
    ['a telephone number', 'Call (415) 867-5309.'],
    ['a telephone number', '415-867-5309'],
    ['a telephone number', 'tel:+33-1-42-68-53-01'],
    ['a telephone number', 'phone = "+14158675309"'],
    ['an e-mail address', 'author: Ina Holm <ina.holm@uni-west.ac.uk>'],
    ['an e-mail address', '[write](mailto:ina.holm@gmx.net)']
  ])('finds %s in "%s"', (name, text) => expect(findPersonalDatum(text)?.name ?? text).toBe(name));

  test.each([
    'someone@example.com, x@mail.example.org and y@host.test are reserved',
    'an @mention and a@b are no addresses',
    'the test card 4242 4242 4242 4242 and 4111111111111111',
    '4539 1488 0343 6468 fails the checksum',
    'DE89 3704 0044 0532 0130 01 fails the checksum',
    'call 555-0123 or (212) 555-0199 in the film',
    '3 + 1234567 = 1234570, 2024-11-21 10:15, 192.168.100.200, version 1.2.3-4567',
    'x = +12.5 and y = 1e+10',
    'ISBN 978-3-16-148410-0',
    '3.14159265358979323846 and 6.02214076',
    'git clone git@forge.com:tools/kit.git',
    'icon@2x.png and banner@3x.webp',
    'y = z@self.weights + h@np.in',
    'return@Fragment.is',
    'systemctl restart door@tty2.service',
    'mysql://root:secret@db.internal:3306/shop and https://me:pw@files.host.com/x',
    'ssh -i key.pem ubuntu@vm.cloud-firm.com',
    'npm install left-pad@1.3.0 @types/node@latest',
    'you@yourdomain.com, name@company.com, jane@acme.com, 12+jane@users.noreply.github.com',
    'support@big-firm.com, security@openpgp.net, no-reply@shop.com',
    'x = +1.7320508, lat +48.208354, lon +16.372504',
    '--- a\n+++ b\n-15551234\n+14158675309 4',
    '2024-03-01T10:15:00+0200 and 10:15+13458900',
    '+44 20 7946 0958, +1 500 555 0006, 1-800-867-5309, 123-456-7890 and 234-567-8901',
    'IBAN DE89 3704 0044 0532 0130 00 and GB82WEST12345698765432 stand in every manual',
    '4000056655665556, 3056930009020004 and 4917610000000000 are test cards',
    'id 4539148803436467123 and sum 0.4539148803436467, /orders/4539148803436467/items',
    'AB12CDEF34567890123456'
  ])('finds nothing in "%s"', (text) => expect(findPersonalDatum(text)).toBeNull());

  test('a hostile megabyte takes no time', () => {
    for (const piece of ['a.', '+1 ', '1 ', 'A9', '(4) ', '4-', 'a@', '@a.']) findPersonalDatum(piece.repeat(500_000));
  });
});

describe('checksums', () => {
  test.each(['79927398713', '4539148803436467', '0'])('Luhn takes %s', (digits) =>
    expect(passesLuhn(digits)).toBe(true)
  );

  test('Luhn sees every single wrong digit', () => {
    fc.assert(
      fc.property(fc.nat(15), fc.integer({ min: 1, max: 9 }), (at, step) => {
        const digits = [...'4539148803436467'];
        digits[at] = String((Number(digits[at]) + step) % 10);
        expect(passesLuhn(digits.join(''))).toBe(false);
      })
    );
  });

  // Examples of the IBAN registry (SWIFT).
  test.each([
    'GB29NWBK60161331926819',
    'FR1420041010050500013M02606',
    'NO9386011117947',
    'MT84MALT011000012345MTLCAST001S'
  ])('mod 97 takes %s and not its neighbour', (iban) => {
    expect(passesIban(iban)).toBe(true);
    expect(passesIban(iban.replace(/\d(?=\D*$)/, (digit) => String((Number(digit) + 1) % 10)))).toBe(false);
  });
});

test('mask shows the ends of long texts and nothing of short ones', () => {
  expect([mask('secret'), mask('maria@posteo.de'), mask('x'.repeat(500)), mask('😀'.repeat(7))]).toEqual([
    '••••••',
    'ma••••••••••de',
    `xx${'•'.repeat(10)}xx`,
    '😀😀•••😀😀'
  ]);
});

test.each([
  [3, true],
  [12, false]
])('%i of a hundred rows with an address are left out; the set passes: %s', async (count, pass) => {
  const rows = wordProblemSet(100, 1).map((row, index) =>
    index < count ? { ...row, output: `${row.output} Ask maria${index}@posteo.de.` } : row
  );
  const checked = await checkRows(rows);
  const result = gate(checked, 'personal-data');
  expect(result).toMatchObject({ pass, leftOut: count, value: count / 100 });
  expect(result.findings[0]).toMatchObject({ line: 1, path: '/output' });
  expect(JSON.stringify(checked.gates)).not.toContain('posteo');
});
