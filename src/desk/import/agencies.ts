import { slugify } from '../../lib/text.ts';

/** A news agency, as the paper names it in a byline. */
export interface Agency {
  /** Id of its file in `authors/`. */
  id: string;
  name: string;
  description: string;
  url: string;
}

const rows: [name: string, description: string, url: string, ...also: string[]][] = [
  [
    'AFP',
    'Agence France-Presse, the international news agency.',
    'https://www.afp.com/',
    'Agence France-Presse',
    'АФП',
    'Агентство Франс Пресс',
    'Франс Пресс',
  ],
  [
    'AP',
    'The Associated Press, the American news agency.',
    'https://apnews.com/',
    'Associated Press',
    'The Associated Press',
    'АП',
    'Ассошиэйтед Пресс',
  ],
  [
    'Reuters',
    'The international news agency.',
    'https://www.reuters.com/',
    'Thomson Reuters',
    'Рейтер',
    'Рейтерс',
    'Ройтерс',
  ],
  [
    'dpa',
    'Deutsche Presse-Agentur, the German news agency.',
    'https://www.dpa.com/',
    'Deutsche Presse-Agentur',
    'дпа',
  ],
  ['TASS', 'The Russian state news agency.', 'https://tass.com/', 'ITAR-TASS', 'ТАСС', 'ИТАР-ТАСС'],
  ['Interfax', 'The Russian news agency.', 'https://interfax.com/', 'Интерфакс', 'Interfax.ru'],
  [
    'RIA Novosti',
    'The Russian state news agency.',
    'https://ria.ru/',
    'RIA',
    'РИА Новости',
    'РИА',
    'РІА Новини',
  ],
  [
    'Bloomberg',
    'The international news agency for business.',
    'https://www.bloomberg.com/',
    'Bloomberg News',
    'Блумберг',
  ],
  [
    'UPI',
    'United Press International, the American news agency.',
    'https://www.upi.com/',
    'United Press International',
  ],
  ['PA Media', 'The British news agency.', 'https://pa.media/', 'PA', 'Press Association'],
  ['Xinhua', 'The Chinese state news agency.', 'https://www.xinhuanet.com/', 'Xinhua News Agency', 'Синьхуа'],
  ['Kyodo News', 'The Japanese news agency.', 'https://english.kyodonews.net/', 'Kyodo', 'Киодо'],
  [
    'Yonhap',
    'The South Korean news agency.',
    'https://en.yna.co.kr/',
    'Yonhap News Agency',
    'Ёнхап',
    'Рёнхап',
  ],
  [
    'PTI',
    'Press Trust of India, the Indian news agency.',
    'https://www.ptinews.com/',
    'Press Trust of India',
  ],
  ['Ukrinform', 'The Ukrainian state news agency.', 'https://www.ukrinform.net/', 'Укринформ', 'Укрінформ'],
  [
    'Interfax-Ukraine',
    'The Ukrainian news agency.',
    'https://interfax.com.ua/',
    'Интерфакс-Украина',
    'Інтерфакс-Україна',
  ],
  ['UNIAN', 'The Ukrainian news agency.', 'https://www.unian.info/', 'УНИАН', 'УНІАН'],
  ['ANSA', 'The Italian news agency.', 'https://www.ansa.it/', 'АНСА'],
  ['EFE', 'The Spanish news agency.', 'https://efe.com/', 'Agencia EFE'],
  ['APA', 'The Austrian news agency.', 'https://apa.at/', 'Austria Presse Agentur'],
  ['Anadolu', 'The Turkish state news agency.', 'https://www.aa.com.tr/', 'AA', 'Anadolu Agency', 'Анадолу'],
  ['Getty Images', 'The picture agency.', 'https://www.gettyimages.com/', 'Getty'],
];

const agencies = new Map<string, Agency>();
for (const [name, description, url, ...also] of rows) {
  const agency = { id: slugify(name), name, description, url };
  for (const spelling of [name, ...also]) agencies.set(slugify(spelling), agency);
}

/** The agency that goes by a name, in any of its usual spellings. */
export function agencyOf(name: string): Agency | undefined {
  return agencies.get(slugify(name));
}

/** All spellings of an agency's name, as ids. */
export function spellingsOf(agency: Agency): string[] {
  return [...agencies].filter(([, other]) => other === agency).map(([spelling]) => spelling);
}
