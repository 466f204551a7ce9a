import { definePlugin } from '@farthing/plugin-sdk'
import { endGroup, setGroup } from './group-deeds.ts'
import { groupsOn } from './groups-on.ts'

export const plugin = definePlugin({
  id: 'invoice-groups',
  sdk: '^0.1.0',
  contributes: { deeds: [setGroup, endGroup], invoiceGroupings: [{ name: 'invoice-groups', groupsOn }] }
})
