// A tax place or an exemption in an example -> facts.
import { isPlace, NO_PLACE } from '@farthing/billing-core/values'
import type { ExampleFact } from '../rule-set/example.ts'
import type { Match } from '../signature/match.ts'
import { taxExemptionStatement, taxPlaceStatement } from './example-tax-statements.ts'
import type { ExampleContext } from './lower-example.ts'
import { isOf } from './match-parts.ts'

export function lowerExampleTax(match: Match, context: ExampleContext): ExampleFact | null {
  if (isOf(match, taxPlaceStatement)) {
    const { id = null, of = null, place } = match.slots
    if (!isPlace(place)) context.error(match, 'place', `\`${place.slice(0, 20)}\` ${NO_PLACE}`)
    return { do: 'tax-place', place, taxId: id, of }
  }
  if (isOf(match, taxExemptionStatement)) {
    const { certificate, on, tax, until = null } = match.slots
    if (until !== null && Temporal.PlainDate.compare(until, on) <= 0) {
      context.error(match, 'until', `an exemption from ${on.toString()} holds until a later day`)
    }
    return { do: 'tax-exemption', tax, certificate, until }
  }
  return null
}
