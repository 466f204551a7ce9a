import { definePlugin } from '@farthing/plugin-sdk'
import { csvFormat } from './csv-format.ts'

export const plugin = definePlugin({
  id: 'csv-usage',
  sdk: '^0.1.0',
  contributes: { usageFormats: [csvFormat] }
})
