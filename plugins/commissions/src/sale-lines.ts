// Lines of an example that tell of sales.
import { deedFields, defineStatement, exampleSlots } from '@farthing/plugin-sdk'
import { endCommission, soldBy } from './sale-deeds.ts'

export const soldStatement = defineStatement({
  id: 'commissions.example-sold',
  in: ['example'],
  pattern: 'on <on> sold by <partner> under <commission> [for <of>] [, known on <known>]',
  slots: {
    ...exampleSlots,
    partner: { kind: 'name', doc: 'who sold it' },
    commission: { kind: 'name', doc: 'the commission that it is sold under' }
  },
  doc: 'From a day on the account with all that it subscribes, or one subscription, is that of a partner. In an example there is a partner for every layer.',
  example: 'on 2026-03-01 sold by agent-7 under dealer',
  tells: {
    deed: soldBy.name,
    to: 'account',
    fields: ({ slots: { commission, partner } }) => deedFields(soldBy, { partner, commission })
  }
})

export const endStatement = defineStatement({
  id: 'commissions.example-end',
  in: ['example'],
  pattern: 'on <on> end commission [for <of>] [, known on <known>]',
  slots: exampleSlots,
  doc: 'From a day on nobody earns of the account, or of a subscription.',
  example: 'on 2026-09-01 end commission',
  tells: { deed: endCommission.name, to: 'account', fields: () => deedFields(endCommission, {}) }
})
