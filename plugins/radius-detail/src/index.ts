import { definePlugin } from '@farthing/plugin-sdk'
import { radiusDetail, radiusDetailVoice } from './radius-detail.ts'

export const plugin = definePlugin({
  id: 'radius-detail',
  sdk: '^0.1.0',
  contributes: { usageFormats: [radiusDetail, radiusDetailVoice] }
})
