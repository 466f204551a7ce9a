// `tariff voice-standard, sms-standard`: the tariffs that rate a plan's usage, each for its own service.
import { defineStatement } from '@farthing/plugin-sdk'
import type { UsageTerms } from '@farthing/plugin-sdk'

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
  lower: match => ({ ok: true, value: { tariffs: match.slots.names } satisfies PlanTariffs })
})

export const tariffTerms: UsageTerms<PlanTariffs> = {
  statement: 'usage-charges.tariff',
  tariffs: ({ tariffs }) => tariffs
}
