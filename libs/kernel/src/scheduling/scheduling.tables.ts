import { defineEntity, p } from '@mikro-orm/core'
import { InstantType, tenantOnly } from '../persistence/index.ts'

/** Up to when each schedule has put its jobs into their queue. */
export const ScheduleTable = defineEntity({
  name: 'ScheduleProgress',
  ...tenantOnly('schedule_progress'),
  properties: {
    tenant: p.text().primary(),
    name: p.text().primary(),
    doneUntil: p.type(InstantType)
  }
})

export const schedulingTables = [ScheduleTable]
