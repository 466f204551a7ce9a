import { definePlugin } from '@farthing/plugin-sdk'
import { cucmFormat } from './cucm-format.ts'

export const plugin = definePlugin({
  id: 'cisco-cucm',
  sdk: '^0.1.0',
  contributes: { usageFormats: [cucmFormat] }
})
