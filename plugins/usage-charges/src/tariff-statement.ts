// `tariff voice-standard, sms-standard`: the tariffs that rate a plan's usage, each for its own service.
import { defineStatement } from '@farthing/plugin-sdk'
import type { UsageTerms } from '@farthing/plugin-sdk'
import { tariffAtWork } from './tariff-at-work.ts'

export interface PlanTariffs {
  readonly tariffs: readonly string[]
}

export const tariffStatement = defineStatement({
  id: 'usage-charges.tariff',
  in: ['plan'],
  pattern: 'tariff <names>',
  slots: { names: { kind: 'names', refersTo: 'tariff', doc: 'tariffs, one for each service' } },
  doc: 'The tariffs that rate the usage of this plan: a use is rated by the one that is for its service.',
  example: 'tariff voice-standard, sms-standard',
  charges: ['usage'],
  worked: tariffAtWork,
  lower(match, context) {
    const { names } = match.slots
    const earlier = context.before.filter(({ signature }) => signature.id === 'usage-charges.tariff')
    const taken = new Set(earlier.flatMap(({ slots }) => slots['names'] as readonly string[]).map(context.serviceOf))
    const services = names.map(name => context.serviceOf(name))
    const again = services.findIndex(
      (service, index) => service !== undefined && (taken.has(service) || services.indexOf(service) < index)
    )
    if (again < 0) return { ok: true, value: { tariffs: names } satisfies PlanTariffs }
    const message = `two tariffs for ${services[again]}: a use of it would have two prices`
    return { ok: false, diagnostics: [context.error(match, match.slotSpan('names', again), message)] }
  }
})

export const tariffTerms: UsageTerms<PlanTariffs> = {
  statement: 'usage-charges.tariff',
  tariffs: ({ tariffs }) => tariffs
}
