// The offers of the plan that are for a service: which one holds for an event, and what the others lack.
import type { UsageOffer } from '@farthing/plugin-sdk'
import { dayTimesText } from '@farthing/rules-language'
import type { UsageInput } from '../bill/index.ts'
import type { UseRecord } from './use-record.ts'
import { appliesToText, momentText, placed, quantityText } from './use-words.ts'
import type { RuleVerdict } from './verdicts-on-use.ts'

export function offerVerdicts(record: UseRecord, { ruleBook }: UsageInput): RuleVerdict[] {
  const { priced, terms } = record.use
  const { service, startedAt } = priced.event
  const zone = ruleBook.atInstant(startedAt)?.operator.zone ?? 'UTC'
  const conditions = priced.offers?.conditions(priced, each => record.before.used.get(each) ?? 0) ?? []
  return conditions
    .filter(({ offer }) => offer.terms.some(term => term.service === service))
    .map(met => {
      const { offer } = met
      if (terms.applied?.offer === offer) {
        return { kind: 'offer', rule: offer.rule, applied: true, condition: 'it holds for the use' }
      }
      const failed = [
        ...(met.term === null ? [zoneText(offer, record)] : []),
        ...(met.dates ? [] : [datesText(offer, momentText(startedAt, zone))]),
        ...(met.hours
          ? []
          : [`it holds ${dayTimesText(offer.times)}, and the use began on ${momentText(startedAt, zone)}`]),
        ...(met.used ? [] : [usedText(offer, record)])
      ]
      const applied = terms.applied?.offer.rule
      const condition =
        failed.length > 0 || applied === undefined ? failed.join('; ') : `${placed(applied)} goes before it`
      return { kind: 'offer', rule: offer.rule, applied: false, condition }
    })
}

function zoneText({ terms }: UsageOffer, { use }: UseRecord): string {
  const { event, zone } = use.priced
  const own = terms.filter(({ service }) => service === event.service).map(appliesToText)
  return `it is for ${own.join(' and ')}, and the zone is ${zone}`
}

function datesText({ from, until }: UsageOffer, moment: string): string {
  const days = until === null ? `from ${from}` : from === null ? `until ${until}` : `${from}..${until}`
  return `it holds ${days}, and the use began on ${moment}`
}

function usedText({ after }: UsageOffer, { before, use }: UseRecord): string {
  if (after === null) return ''
  const used = before.used.get(after.service) ?? 0
  const { unit } = use.priced.tariff
  // what is counted may be of another service, with a unit of its own
  const text = (ticks: number): string =>
    after.service === use.priced.event.service ? quantityText(ticks, unit) : String(ticks)
  return `it holds after ${text(after.ticks)} of ${after.service} in the cycle, and ${text(used)} were used before`
}
