import { definePlugin } from '@farthing/plugin-sdk'
import { fixedWidth } from './fixed-width.ts'

export const plugin = definePlugin({
  id: 'fixed-width',
  sdk: '^0.1.0',
  contributes: { usageFormats: [fixedWidth] }
})
