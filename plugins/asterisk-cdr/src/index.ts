import { definePlugin } from '@farthing/plugin-sdk'
import { asteriskFormat } from './asterisk-format.ts'

export const plugin = definePlugin({
  id: 'asterisk-cdr',
  sdk: '^0.1.0',
  contributes: { usageFormats: [asteriskFormat] }
})
