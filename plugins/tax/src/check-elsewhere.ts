// What holds elsewhere: of two that fit one customer equally well, neither would be the one.
import { isWithin, type TaxElsewhere, type Match } from '@farthing/plugin-sdk'
import type { TaxFaults } from './tax-faults.ts'

interface WrittenElsewhere {
  readonly part: Match
  readonly said: TaxElsewhere
}

export function checkElsewhere(all: readonly WrittenElsewhere[], isEverywhere: boolean, faults: TaxFaults): void {
  for (const [index, one] of all.entries()) {
    if (isEverywhere) {
      faults.at(one.part, null, 'the tax is due everywhere, so nothing is elsewhere', 'R0488')
      continue
    }
    const other = all.slice(0, index).find(earlier => areAlike(earlier.said, one.said))
    if (other === undefined) continue
    const message = `line ${other.part.place.line} says another thing for the same customers`
    faults.at(one.part, null, message, 'R0487')
  }
}

function areAlike(a: TaxElsewhere, b: TaxElsewhere): boolean {
  if (a.businesses !== b.businesses) return false
  if (a.places === null || b.places === null) return a.places === b.places
  const [left, right] = [a.places, b.places]
  return left.some(place => isWithin(place, right)) || right.some(place => isWithin(place, left))
}
