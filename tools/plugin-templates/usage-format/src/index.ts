import { definePlugin } from '@farthing/plugin-sdk'
import { sampleLog } from './sample-log.ts'

export const plugin = definePlugin({
  id: 'sample-log',
  sdk: '^0.1.0',
  contributes: { usageFormats: [sampleLog] }
})
