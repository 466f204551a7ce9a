import { definePlugin, standingCharges } from '@farthing/plugin-sdk'
import { chargeAtWork } from './charge-at-work.ts'

const id = 'account-recurring-charges'

export const plugin = definePlugin({
  id,
  sdk: '^0.1.0',
  contributes: standingCharges(
    { plugin: id, words: 'account charge', code: 'account-charge', to: 'account' },
    chargeAtWork
  )
})
