import type { RuleRef } from '@farthing/billing-core/values'
import type { RetentionStatus } from '@farthing/simulator'
import { defineEntity, p } from '@mikro-orm/core'
import { InstantType, PlainDateType, tenantOnly } from '../persistence/index.ts'
import type { KeptChange } from './kept-change.ts'
import type { KeptOffer } from './retention-book.ts'

/** A request that a rule sent to the retention desk. Decided once, it never changes. */
export const RetentionRequestTable = defineEntity({
  name: 'RetentionRequest',
  ...tenantOnly('retention_request'),
  properties: {
    tenant: p.text().primary(),
    account: p.uuid().primary(),
    id: p.uuid().primary(),
    subscription: p.uuid(),
    action: p.text(),
    /** A plan, feature or kind of suspension; '' where there is none. */
    target: p.text(),
    change: p.json<KeptChange>(),
    asked: p.type(PlainDateType),
    wished: p.type(PlainDateType),
    reason: p.text(),
    rule: p.json<RuleRef>(),
    /** As the rules had them when it was asked for. */
    offers: p.json<readonly KeptOffer[]>(),
    /** The day on which it is carried out if nobody has decided; null: it waits. */
    closes: p.type(PlainDateType).nullable(),
    status: p.text().$type<RetentionStatus>(),
    openedAt: p.type(InstantType),
    /** The offer that was taken, from 1 on, and the fact of what it did. */
    offer: p.integer().nullable(),
    fact: p.uuid().nullable(),
    decidedBy: p.text().nullable(),
    decidedAt: p.type(InstantType).nullable(),
    why: p.text().nullable(),
    /** The last day on which it was to be carried out and could not be, and what was in the way. */
    triedOn: p.type(PlainDateType).nullable(),
    problem: p.text().nullable()
  },
  indexes: [
    { name: 'retention_request_id', properties: ['tenant', 'id'] },
    { name: 'retention_request_subscription', properties: ['tenant', 'subscription'] },
    {
      name: 'retention_request_waits',
      expression: `create index "retention_request_waits" on "retention_request" ("tenant", "id") where status = 'open'`
    },
    {
      name: 'retention_request_open',
      expression: `create unique index "retention_request_open" on "retention_request" ("tenant", "account", "subscription", "action", (case when "action" in ('feature on', 'feature off') then "target" else '' end)) where status = 'open'`
    },
    {
      name: 'retention_request_closes',
      expression: `create index "retention_request_closes" on "retention_request" ("tenant", "closes") where status = 'open'`
    }
  ]
})

export const retentionTables = [RetentionRequestTable]
