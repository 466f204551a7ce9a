// Who the demo's customers are: invented names and streets, addresses of a reserved mail domain.
import type { Random } from './random.ts'

export interface DemoPerson {
  readonly name: string
  readonly email: string
  readonly street: string
  readonly city: string
  readonly state: string
  readonly postcode: string
  readonly country: string
}

const words = (text: string) => text.split(' ')

const FIRST = words(
  'Amelia Noah Olivia Jack Charlotte Henry Isla Leo Mia William Ava Thomas Grace Lucas Zoe Oliver Ruby Ethan Chloe James ' +
    'Priya Arjun Mei Wei Linh Minh Fatima Omar Sofia Marco Elena Nikos Anna Jakub Aroha Tane Kiri Mateo Camila Yuki'
)
const LAST = words(
  'Nguyen Smith Singh Williams Brown Wilson Taylor Johnson White Martin Anderson Thompson Lee Walker Harris Ryan Robinson ' +
    'Kelly King Davis Wright Evans Roberts Green Hall Wood Jackson Clarke Patel Chen Papadopoulos Rossi Kowalski Tran Kaur ' +
    'Murphy Campbell Scott Hughes Mitchell Young Phillips Parker Collins Stewart Morris Rogers Cook Bailey Murray'
)
const STREETS = words(
  'Acacia Banksia Bay Beach Bridge Church Collins Elm Esplanade Ferry Harbour High Hill Jetty Lighthouse Marine Ocean Park ' +
    'Pier Queen River Sandpiper School Station Surf Victoria Wattle Wharf'
)
const KINDS = words('Street Road Avenue Parade Crescent Lane Court Drive')
const TOWNS = [
  ['Apollo Bay', '3233'],
  ['Barwon Heads', '3227'],
  ['Geelong', '3220'],
  ['Inverloch', '3996'],
  ['Lakes Entrance', '3909'],
  ['Lorne', '3232'],
  ['Melbourne', '3000'],
  ['Mornington', '3931'],
  ['Ocean Grove', '3226'],
  ['Port Fairy', '3284'],
  ['Portland', '3305'],
  ['Queenscliff', '3225'],
  ['Rosebud', '3939'],
  ['Sale', '3850'],
  ['Torquay', '3228'],
  ['Warrnambool', '3280'],
  ['Wonthaggi', '3995']
] as const
const TRADES = words('Bakery Boats Builders Cafe Dental Electrical Fisheries Garage Legal Pharmacy Plumbing Surfboards')

/** A person, or a small business under its owner's name. `index` keeps mail addresses apart. */
export function demoPerson(random: Random, index: number, business: boolean): DemoPerson {
  const first = random.pick(FIRST)
  const last = random.pick(LAST)
  const [city, postcode] = random.pick(TOWNS)
  return {
    name: business ? `${last} ${random.pick(TRADES)} Pty Ltd` : `${first} ${last}`,
    email: `${first}.${last}.${index + 1}@example.com`.toLowerCase(),
    street: `${random.between(1, 240)} ${random.pick(STREETS)} ${random.pick(KINDS)}`,
    city,
    state: 'VIC',
    postcode,
    country: 'Australia'
  }
}
