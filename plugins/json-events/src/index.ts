import { definePlugin } from '@farthing/plugin-sdk'
import { jsonEvents } from './json-events.ts'

export const plugin = definePlugin({
  id: 'json-events',
  sdk: '^0.1.0',
  contributes: { usageFormats: [jsonEvents] }
})
