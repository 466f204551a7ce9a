// `minimum data at 0.50 per day`: what a day of usage costs at least.
import { defineStatement } from '@farthing/plugin-sdk'
import type { UsageMinimum, UsageTerms } from '@farthing/plugin-sdk'
import { limitsAcross } from './limits-across.ts'
import { minimumAtWork } from './limits-at-work.ts'

export type Minimum = Omit<UsageMinimum, 'rule'>

export const minimumStatement = defineStatement({
  id: 'usage-charges.minimum',
  in: ['plan'],
  pattern: 'minimum <service> [to <zones>] at <amount> per day',
  slots: {
    service: { kind: 'name', refersTo: 'service', doc: 'the usage that counts' },
    zones: { kind: 'names', refersTo: 'zone', optional: true, doc: 'the zones; all when left out' },
    amount: { kind: 'money', doc: 'what it comes to at least' }
  },
  doc: 'The least that this usage of a subscription costs on a day of the account on which it costs anything. The first use of the day bears what is missing; those after it are paid from that first. A day on which all of it is covered or free costs nothing.',
  example: 'minimum data at 0.50 per day',
  worked: minimumAtWork,
  lower(match, context) {
    const { amount, service, zones } = match.slots
    const minimum: Minimum = { service, zones: zones ?? null, micro: context.micro(amount) }
    const refused = (message: string) => ({
      ok: false as const,
      diagnostics: [context.error(match, match.slotSpan('amount'), message)]
    })
    if (minimum.micro === 0n) return refused('a minimum of nothing changes nothing: leave it out')
    const counted = { services: [service], zones: minimum.zones }
    if (limitsAcross('usage-charges.minimum', counted, context).length > 0) {
      return refused(`what ${service} costs at least is said above: a plan says it once`)
    }
    const caps = limitsAcross('usage-charges.cap', counted, context).filter(cap => !cap.match.has('cycle'))
    return caps.some(cap => cap.micro < minimum.micro)
      ? refused('this is more than the cap above leaves of a day')
      : { ok: true, value: minimum }
  }
})

export const minimumTerms: UsageTerms<Minimum> = {
  statement: 'usage-charges.minimum',
  minimums: (minimum, rule) => [{ ...minimum, rule }]
}
