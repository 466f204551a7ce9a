import { definePlugin, standingCharges } from '@farthing/plugin-sdk'
import { chargeAtWork } from './charge-at-work.ts'

const id = 'subscription-standard-charges'

export const plugin = definePlugin({
  id,
  sdk: '^0.1.0',
  contributes: standingCharges(
    { plugin: id, words: 'standard charge', code: 'charge', to: 'subscription' },
    chargeAtWork
  )
})
