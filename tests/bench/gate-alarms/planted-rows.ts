// Texts that the gates must find, written and generated for this bench. Numbers have right check digits and belong to nobody we
// know of; keys are drawn by chance and put together here, so that no scanner takes this file for a leak.
import { seededRandom, type SeededRandom } from '#lib/core/model/seeded-random.ts';
import { passesIban, passesLuhn } from '#lib/core/quality/checksums.ts';

const random = seededRandom(20261130);
const pick = <T>(items: readonly T[], from: SeededRandom = random): T => items[from.below(items.length)]!;
const times = <T>(count: number, make: (at: number) => T): T[] => Array.from({ length: count }, (_, at) => make(at));
const drawn = (alphabet: string, length: number): string => times(length, () => pick([...alphabet])).join('');
const DIGITS = '0123456789';
const LOWER = 'abcdefghijklmnopqrstuvwxyz';
const MIXED = `${LOWER}${LOWER.toUpperCase()}${DIGITS}`;

const FIRST = [
  'ana',
  'bjorn',
  'chidi',
  'dilnoza',
  'emre',
  'fatou',
  'giulia',
  'hana',
  'ivo',
  'jun',
  'kofi',
  'lena',
  'mateusz'
];
const LAST = [
  'kowalczyk',
  'okafor',
  'lindqvist',
  'moreau',
  'tanaka',
  'silva',
  'petrov',
  'novak',
  'haddad',
  'obrien',
  'nguyen'
];
const HOSTS = [
  'gmail.com',
  'posteo.de',
  'outlook.com',
  'web.de',
  'cs.uni-nord.edu',
  'hey.com',
  'proton.me',
  'yahoo.co.jp',
  'mail.ru',
  'free.fr',
  'qq.com',
  'bluewin.ch',
  'kth.se',
  'northwind-labs.io',
  'kowalczyk.dev',
  'bbc.co.uk'
];
const JOINED: readonly ((first: string, last: string) => string)[] = [
  (first, last) => `${first}.${last}`,
  (first, last) => `${first[0]}${last}`,
  (first, last) => `${last}_${first}`,
  (first, last) => `${first}${last}${random.below(99)}`,
  (first) => `${first}+lists`
];
const AROUND_ADDRESS: readonly ((address: string) => string)[] = [
  (address) => `Write to ${address} before noon.`,
  (address) => `Copyright (c) 2019 Somebody <${address}>`,
  (address) => `"author": "Somebody <${address}>",`,
  (address) => `[mail](mailto:${address})`,
  (address) => `Contact: ${address}\nOffice: room 4`,
  (address) => `name,mail\nSomebody,${address}`,
  (address) => `const owner = '${address}';`
];
const eMails = times(120, () => pick(AROUND_ADDRESS)(`${pick(JOINED)(pick(FIRST), pick(LAST))}@${pick(HOSTS)}`));

/** Formats with # for a digit. */
const PHONE_FORMATS = [
  '+49 30 9#8#7#6',
  '+49 (0)89 4#6#2#1',
  '+44 20 8#3# 2#7#',
  '+33 6 4# 8# 2# 7#',
  '+1 (415) 8#7-3#9#',
  '+14158#73#9#',
  '(212) 7#6-4#8#',
  '415-8#7-3#9#',
  '415.8#7.3#9#',
  '+41 79 4#8 2# 7#',
  '+91 98#4 2#7 3#6',
  '+86 138 4#7# 2#9#',
  '+81-90-4#8#-2#7#',
  '+55 11 9#47-2#8#',
  '+48 6#4 2#8 7#1',
  '+46 70 4#8 2# 7#',
  'tel:+39-06-4#8-2#7#',
  '+31 6 4#8#2#7#'
];
const AROUND_PHONE = ['Call % after six.', 'phone: %', '"phone": "%"', 'Tel. % (home)', 'Reach me at %, please.'];
const phones = times(90, (at) =>
  pick(AROUND_PHONE).replace(
    '%',
    PHONE_FORMATS[at % PHONE_FORMATS.length]!.replace('(0)', '').replace(/#/g, () => pick([...'2358']))
  )
);

const cardNumber = (prefix: string, length: number): string => {
  const body = prefix + drawn('123456789', length - prefix.length - 1);
  return [...DIGITS].map((last) => body + last).find(passesLuhn)!;
};
const grouped = (digits: string, sign: string) => digits.replace(/\d{4}(?=\d)/g, `$&${sign}`);
const cards = times(60, (at) => {
  const [prefix, length] = pick([
    ['4', 16],
    ['51', 16],
    ['55', 16],
    ['37', 15],
    ['6011', 16]
  ] as const);
  const digits = cardNumber(prefix, length);
  const shown = at % 3 === 0 || length === 15 ? digits : grouped(digits, at % 3 === 1 ? ' ' : '-');
  return pick(['Card: %', 'Paid with % yesterday.', '{"card":"%"}', 'number=%']).replace('%', shown);
});

const IBAN_FORMS: Record<string, string> = {
  DE: '999999999999999999',
  FR: '9999999999AAAAAAAAAAA99',
  NL: 'AAAA9999999999',
  ES: '99999999999999999999',
  IT: 'A9999999999999999999999',
  CH: '99999999999999999',
  GB: 'AAAA99999999999999',
  PL: '999999999999999999999999',
  AT: '9999999999999999',
  SE: '99999999999999999999'
};
const ibans = times(60, (at) => {
  const [country, form] = Object.entries(IBAN_FORMS)[at % 10]!;
  const account = form.replace(/9/g, () => pick([...DIGITS])).replace(/A/g, () => pick([...LOWER.toUpperCase()]));
  const iban = times(97, (check) => `${country}${String(check + 2).padStart(2, '0')}${account}`).find(passesIban)!;
  const shown = at % 2 === 0 ? iban : iban.replace(/.{4}(?=.)/g, '$& ');
  return pick(['IBAN: %', 'Please pay to % by Friday.', '{"iban": "%"}']).replace('%', shown);
});

const KEY_FORMS: readonly (() => string)[] = [
  () => `${'AK'}IA${drawn('ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', 16)}`,
  () => `${'gh'}p_${drawn(MIXED, 36)}`,
  () => `${'github'}_pat_${drawn(MIXED, 22)}_${drawn(MIXED, 59)}`,
  () => `${'xo'}xb-${drawn(DIGITS, 12)}-${drawn(MIXED, 24)}`,
  () => `${'AI'}za${drawn(`${MIXED}-_`, 35)}`,
  () => `${'sk'}_live_${drawn(MIXED, 24)}`,
  () => `${'np'}m_${drawn(MIXED, 36)}`,
  () => `${'sk'}-proj-${drawn(MIXED, 48)}`,
  () => `${'sk'}-${drawn(MIXED, 48)}`,
  () => `${'sk'}-ant-api03-${drawn(`${MIXED}-_`, 80)}`,
  () => `${'gl'}pat-${drawn(MIXED, 20)}`,
  () => `${'h'}f_${drawn(`${LOWER}${LOWER.toUpperCase()}`, 34)}`,
  () => `-----BEGIN ${'RSA PRIVATE'} KEY-----\nMIIEowIBAAKCAQEA${drawn(`${MIXED}+/`, 64)}\n${drawn(`${MIXED}+/`, 64)}`
];
const keys = times(130, (at) =>
  pick(['%', 'TOKEN=%', '"key": "%",', 'export KEY=% && run']).replace('%', KEY_FORMS[at % KEY_FORMS.length]!())
);

const filler = [
  'asdf asdf asdf',
  'asdf',
  'qwerty',
  'qwer qwer',
  'zxcv zxcv zxcv',
  'I do not know.',
  "I don't know",
  'I dont know the answer',
  'Sorry, I do not know.',
  'I have no idea.',
  'No idea',
  'idk',
  'I am not sure.',
  "I'm not sure about that",
  'TODO',
  '[TODO]',
  'TBD',
  'placeholder',
  'Lorem ipsum dolor sit amet',
  '<insert your answer here>',
  'your answer here',
  'sample output',
  'aaaaaaaaaaaaaaaaaa',
  '----------------',
  'blah blah blah',
  'bla bla',
  'test test test',
  'foo bar baz',
  'no no no no no no no no no no',
  'very good very good very good very good very good very good very good very good very good',
  'As an AI language model, I cannot do that.',
  'There is no answer.',
  'hjkl hjkl',
  'sdfg dfgh',
  'whatever',
  'to be done',
  'dummy text',
  'lkjh lkjh fdsa',
  'I really do not know.',
  'no clue'
];

const otherLanguages = [
  'Der Zug verlässt den alten Bahnhof um acht und erreicht die Stadt noch vor dem Mittag.',
  'Le train quitte la vieille gare à huit heures et arrive en ville bien avant midi.',
  'El tren sale de la vieja estación a las ocho y llega a la ciudad antes del mediodía.',
  'Il treno lascia la vecchia stazione alle otto e arriva in città prima di mezzogiorno.',
  'O comboio deixa a velha estação às oito e chega à cidade antes do meio-dia.',
  'De trein verlaat het oude station om acht uur en komt voor de middag in de stad aan.',
  'Pociąg odjeżdża ze starego dworca o ósmej i dociera do miasta przed południem.',
  'Tåget lämnar den gamla stationen klockan åtta och når staden före middagstid.',
  'Vlak opouští staré nádraží v osm hodin a do města přijede ještě před polednem.',
  'Trenul pleacă din gara veche la ora opt și ajunge în oraș înainte de amiază.',
  'A vonat nyolckor indul a régi állomásról, és még dél előtt megérkezik a városba.',
  'Tren eski istasyondan saat sekizde kalkar ve öğleden önce şehre varır.',
  'Kereta itu meninggalkan stasiun lama pukul delapan dan tiba di kota sebelum tengah hari.',
  'Поезд отправляется со старого вокзала в восемь часов и прибывает в город до полудня.',
  'Потяг вирушає зі старого вокзалу о восьмій і прибуває до міста ще до полудня.',
  'Το τρένο φεύγει από τον παλιό σταθμό στις οκτώ και φτάνει στην πόλη πριν το μεσημέρι.',
  'يغادر القطار المحطة القديمة في الساعة الثامنة ويصل إلى المدينة قبل الظهر بقليل.',
  'הרכבת יוצאת מהתחנה הישנה בשעה שמונה ומגיעה לעיר לפני הצהריים.',
  'ट्रेन आठ बजे पुराने स्टेशन से निकलती है और दोपहर से पहले शहर पहुँच जाती है।',
  '火车八点离开旧车站，中午之前到达城市，路上要经过三座大桥和一条很长的隧道。',
  '列車は八時に古い駅を出て、正午前に町に着きます。途中で長いトンネルを通ります。',
  '기차는 여덟 시에 오래된 역을 떠나 정오가 되기 전에 도시에 도착합니다. 길이 아름답습니다.',
  'รถไฟออกจากสถานีเก่าเวลาแปดโมงเช้าและถึงเมืองก่อนเที่ยงวัน',
  'Tàu rời ga cũ lúc tám giờ và đến thành phố trước buổi trưa, đi qua ba cây cầu lớn.'
].flatMap((text) => [text, `${text}\n\n\`\`\`js\nconst train = await leave('station', { at: 8 });\n\`\`\``]);

const EQUATION_FORMS: readonly ((left: number, right: number, off: number) => string)[] = [
  (a, b, off) => `${a} + ${b} = ${a + b + off}`,
  (a, b, off) => `So ${a} x ${b} = ${a * b + off}.`,
  (a, b, off) => `${a + b} – ${b} = ${a + off} eggs`,
  (a, b, off) => `She pays $${a} * ${b} = $${a * b + off}.`,
  (a, b, off) => `${a} boxes × ${b} pens = ${a * b + off} pens`,
  (a, b, off) => `${a * b} ÷ ${b} = ${a + off}`,
  (a, b, off) => `(${a} + ${b}) * 2 = ${2 * (a + b) + off}`,
  (a, b, off) => `${a} 1/2 + ${b} 1/2 = ${a + b + 1 + off}`
];
const equations = times(80, (at) =>
  EQUATION_FORMS[at % EQUATION_FORMS.length]!(13 + random.below(80), 11 + random.below(30), 1 + random.below(5))
);

/** By what they are; each text must be found. */
export const PLANTED = { eMails, phones, cards, ibans, keys, filler, otherLanguages, equations } as const;
