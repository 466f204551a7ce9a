// Where a supply may be made: countries of ISO 3166-1, and their parts as ISO 3166-2 writes them.

const CODES = [
  'AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ',
  'CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR',
  'GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP',
  'KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT',
  'MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW',
  'SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ',
  'UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW'
].join(' ')

const COUNTRIES: ReadonlySet<string> = new Set(CODES.split(' '))

/** Northern Ireland, as European VAT names it: goods there are taxed as in the Union. */
const NORTHERN_IRELAND = 'XI'

const PART = /^[A-Z]{2}-[A-Z0-9]{1,3}$/

/** Two capital letters: 'DE'. */
export function isCountry(code: string): boolean {
  return COUNTRIES.has(code) || code === NORTHERN_IRELAND
}

export function countryCodes(): string[] {
  return [...COUNTRIES, NORTHERN_IRELAND]
}

/** Behind what is refused. */
export const NO_PLACE =
  'is no country of ISO 3166 such as DE, nor one with one to three letters or digits for a part of it, such as CA-QC'

/** 'DE', or a part of a country: 'CA-QC'. Parts are not looked up. */
export function isPlace(text: string): boolean {
  return isCountry(countryOf(text)) && (text.length === 2 || PART.test(text))
}

/** 'CA-QC' -> 'CA' */
export function countryOf(place: string): string {
  return place.slice(0, 2)
}

/** Whether a place is one of these, or a part of one. */
export function isWithin(place: string, places: readonly string[]): boolean {
  return places.includes(place) || places.includes(countryOf(place))
}
