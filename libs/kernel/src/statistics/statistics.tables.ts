import { defineEntity, p } from '@mikro-orm/core'
import { InstantType, tenantOnly } from '../persistence/index.ts'

/** What began in one hour of the operator's clock. Sums of all that was known up to the tenant's mark. */
export const UsageHourTable = defineEntity({
  name: 'UsageHour',
  ...tenantOnly('usage_hour'),
  properties: {
    tenant: p.text().primary(),
    hour: p.type(InstantType).primary(),
    plan: p.text().primary(),
    service: p.text().primary(),
    zone: p.text().primary(),
    unit: p.text().primary(),
    currency: p.text().primary(),
    events: p.bigint('bigint'),
    /** Ticks of the unit. */
    quantity: p.bigint('bigint'),
    billed: p.bigint('bigint'),
    /** Micro, as rated usage has it. */
    amount: p.bigint('bigint')
  }
})

/** How far the hours of a tenant are rolled up. */
export const UsageHourMarkTable = defineEntity({
  name: 'UsageHourMark',
  ...tenantOnly('usage_hour_mark'),
  properties: {
    tenant: p.text().primary(),
    /** Everything known up to then is in; what becomes known later is not. */
    known: p.type(InstantType),
    /** IANA zone in which the hours begin. */
    clockZone: p.text(),
    /** The last one whose prices are in. */
    rerating: p.integer()
  }
})

export const statisticsTables = [UsageHourTable, UsageHourMarkTable]
