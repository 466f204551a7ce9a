import { definePlugin } from '@farthing/plugin-sdk'
import { opensipsAcc } from './opensips-acc.ts'

export const plugin = definePlugin({
  id: 'opensips-acc',
  sdk: '^0.1.0',
  contributes: { usageFormats: [opensipsAcc] }
})
