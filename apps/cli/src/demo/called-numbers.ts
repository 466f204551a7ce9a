// Whom the demo's customers call: mostly nearby, sometimes far away, as people dial.
import type { Random } from './random.ts'

type Dial = (random: Random) => string

const ABROAD: readonly { readonly weight: number; readonly prefix: string; readonly digits: number }[] = [
  { weight: 16, prefix: '64', digits: 8 },
  { weight: 14, prefix: '4420', digits: 8 },
  { weight: 12, prefix: '447', digits: 9 },
  { weight: 12, prefix: '1212', digits: 7 },
  { weight: 10, prefix: '9198', digits: 8 },
  { weight: 8, prefix: '8613', digits: 9 },
  { weight: 6, prefix: '6221', digits: 8 },
  { weight: 6, prefix: '849', digits: 8 },
  { weight: 6, prefix: '639', digits: 9 },
  { weight: 5, prefix: '659', digits: 7 },
  { weight: 4, prefix: '4930', digits: 7 },
  { weight: 4, prefix: '336', digits: 8 },
  { weight: 3, prefix: '393', digits: 9 },
  { weight: 3, prefix: '306', digits: 9 },
  { weight: 2, prefix: '679', digits: 7 },
  { weight: 2, prefix: '1416', digits: 7 },
  { weight: 1, prefix: '8816', digits: 8 }
]
const ABROAD_WEIGHTS = ABROAD.map(each => each.weight)

function abroad(random: Random): string {
  const country = ABROAD[random.weighted(ABROAD_WEIGHTS)]
  if (country === undefined) return ''
  const number = country.prefix + random.digits(country.digits)
  return random.chance(150) ? `+${number}` : `0011${number}`
}

const mobile: Dial = random => `04${random.between(0, 9)}${random.digits(7)}`
const CALLS: readonly { readonly weight: number; readonly dial: Dial }[] = [
  { weight: 520, dial: mobile },
  { weight: 250, dial: random => `03${random.pick(['5', '8', '9'])}${random.digits(7)}` },
  { weight: 70, dial: random => `0${random.pick(['2', '7', '8'])}${random.between(4, 9)}${random.digits(7)}` },
  { weight: 40, dial: random => `1300${random.digits(6)}` },
  { weight: 15, dial: random => `13${random.between(1, 9)}${random.digits(3)}` },
  { weight: 30, dial: random => `1800${random.digits(6)}` },
  { weight: 3, dial: random => `1900${random.digits(6)}` },
  { weight: 5, dial: () => '1223' },
  { weight: 10, dial: () => '101' },
  { weight: 2, dial: () => '000' },
  { weight: 50, dial: abroad }
]
const CALL_WEIGHTS = CALLS.map(each => each.weight)

/** A called number as dialled. */
export function calledNumber(random: Random): string {
  return CALLS[random.weighted(CALL_WEIGHTS)]?.dial(random) ?? ''
}

/** Where a message goes, as dialled: nearly always a mobile. */
export function messagedNumber(random: Random): string {
  return random.chance(960) ? mobile(random) : abroad(random)
}

/** A number that no zone table knows. */
export function unknownNumber(random: Random): string {
  return `00112${random.pick(['10', '14', '19'])}${random.digits(7)}`
}
