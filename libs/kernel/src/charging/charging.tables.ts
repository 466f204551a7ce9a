import { defineEntity, p } from '@mikro-orm/core'
import { InstantType, PlainDateType, tenantOnly } from '../persistence/index.ts'
import type { StoredEvent } from './charging-session.ts'

/** A use that is being charged while it lasts, one event for each of its rating groups. */
export const ChargingSessionTable = defineEntity({
  name: 'ChargingSession',
  ...tenantOnly('charging_session'),
  properties: {
    tenant: p.text().primary(),
    id: p.uuid().primary(),
    account: p.uuid(),
    subscription: p.uuid(),
    service: p.text(),
    /** E.164 digits; '' when there is none. */
    called: p.text(),
    caller: p.text(),
    /** Who is called, as identities are spelt: a number or a login; '' when nobody is. */
    party: p.text().default(''),
    state: p.text().$type<'open' | 'closed'>(),
    /** Which processes can carry it on: those that know its shape. */
    shape: p.integer().default(0),
    events: p.json<readonly StoredEvent[]>().columnType('json'),
    openedAt: p.type(InstantType),
    /** From when on it is closed by itself, unless it reports before. */
    validUntil: p.type(InstantType),
    closedAt: p.type(InstantType).nullable()
  },
  indexes: [
    {
      name: 'charging_session_open',
      expression: `create index "charging_session_open" on "charging_session" ("tenant", "account", "valid_until") where state = 'open'`
    },
    {
      name: 'charging_session_due',
      expression: `create index "charging_session_due" on "charging_session" ("tenant", "valid_until") where state = 'open'`
    }
  ]
})

/** What was answered to a request, so that the same one again gets the same answer. */
export const ChargingRequestTable = defineEntity({
  name: 'ChargingRequest',
  ...tenantOnly('charging_request'),
  properties: {
    tenant: p.text().primary(),
    key: p.text().primary(),
    account: p.uuid(),
    /** Digest of what was asked. */
    request: p.text(),
    answer: p.json<object>().columnType('json'),
    createdAt: p.type(InstantType)
  },
  indexes: [
    {
      name: 'charging_request_created',
      expression: 'create index "charging_request_created" on "charging_request" using brin ("created_at")'
    }
  ]
})

/** What stands on the bill of a subscription's cycle, as far as it was charged while it happened and pockets did not pay. */
export const ChargingCreditTable = defineEntity({
  name: 'ChargingCredit',
  ...tenantOnly('charging_credit'),
  properties: {
    tenant: p.text().primary(),
    account: p.uuid().primary(),
    subscription: p.uuid().primary(),
    /** The first day of the cycle. */
    cycle: p.type(PlainDateType).primary(),
    /** Micro that were used, and that are promised to uses that go on. */
    owed: p.bigint('bigint'),
    held: p.bigint('bigint')
  },
  indexes: [
    {
      name: 'charging_credit_cycle',
      expression: 'create index "charging_credit_cycle" on "charging_credit" using brin ("cycle")'
    }
  ],
  checks: [{ name: 'charging_credit_taken', expression: 'owed >= 0 and held >= 0' }]
})

export const chargingTables = [ChargingSessionTable, ChargingRequestTable, ChargingCreditTable]
