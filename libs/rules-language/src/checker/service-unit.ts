// What usage of a service is measured in.
import { type BaseUnit, unitNoun } from '@farthing/billing-core/values'
import { writtenName } from '../lexer/written-name.ts'
import type { EventPrice, Price } from '../signature/slot-value.ts'
import type { TariffDeclaration } from '../vocabulary/declarations.ts'
import type { Report } from './report.ts'

const KNOWN: ReadonlyMap<string, BaseUnit> = new Map([
  ['voice', 'second'],
  ['video', 'second'],
  ['fax', 'second'],
  ['data', 'byte'],
  ['internet', 'byte'],
  ['sms', 'message'],
  ['mms', 'message']
])

/** As the tariff says, else by the name of the service, else by the units of its prices; null and a report when none tells. */
export function unitOf(tariff: TariffDeclaration, report: Report): BaseUnit | null {
  const known = KNOWN.get(tariff.service.value)
  const { unit } = tariff
  if (unit !== null) {
    if (known === undefined || known === unit.value) return unit.value
    const { value: service } = tariff.service
    report.error(
      unit.spot,
      'R0150',
      `${service} is always counted in ${unitNoun(known)}: give this service another name`,
      {
        expected: [
          `tariff ${writtenName(tariff.name.value)} for ${writtenName(`${service}-item`)}, counted in ${unitNoun(unit.value)}`
        ]
      }
    )
    return null
  }
  if (known !== undefined) return known
  const priced = tariff.rates.flatMap(({ price }) => plainPrices(price.value))
  for (const price of priced) if (price.kind === 'per' && price.per.unit !== 'event') return price.per.unit
  if (tariff.rates.length === 0) return null
  report.error(tariff.service.spot, 'R0150', `no price tells what usage of ${tariff.service.value} is measured in`, {
    expected: [`tariff ${writtenName(tariff.name.value)} for ${writtenName(tariff.service.value)}, counted in events`]
  })
  return null
}

function plainPrices(price: EventPrice): readonly Price[] {
  if (price.kind === 'steps') return price.steps.map(step => step.price)
  return price.kind === 'percent' || price.kind === 'tiers' ? [] : [price]
}
