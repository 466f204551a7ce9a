import { definePlugin } from '@farthing/plugin-sdk'
import { freeswitchCsv } from './freeswitch-csv.ts'
import { freeswitchJson } from './freeswitch-json.ts'

export const plugin = definePlugin({
  id: 'freeswitch-cdr',
  sdk: '^0.1.0',
  contributes: { usageFormats: [freeswitchCsv, freeswitchJson] }
})
