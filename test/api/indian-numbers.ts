// For specs: an operator of a country whose national numbers may begin like the country's code.
import { flatTariff, sampleRules } from '@farthing/testing'

const talk = `${flatTariff('talk', '0.60', '1s / 1s')}
plan chatty "Chatty" {
  from 2025-01-01
  tariff talk
}
`

/** A national number that begins with 91: without lengths of national numbers it is read as an international one. */
export const dialled = '9123456789'

/** `more`: what the operator says of its numbers beside country and prefixes. */
export function indianRules(more: string): ReadonlyMap<string, string> {
  const [own, india] = ['country 61, trunk prefix 0, international prefix 0011', 'country 91, trunk prefix 0']
  const written = `${india}, international prefix 00${more}`
  return new Map(Array.from(sampleRules(talk), ([file, text]) => [file, text.replace(own, written)]))
}
