import type { RuleRef } from '@farthing/billing-core/values'
import { defineEntity, p, type InferEntity } from '@mikro-orm/core'
import { InstantType, PlainDateType, tenantOnly } from '../persistence/index.ts'

export type Deed = 'barred' | 'throttled' | 'restored'

/** Who did it: a policy, a plan whose service has run out, or a person. */
export type Cause = 'policy' | 'run-out' | 'hand'

/** What was done to a part of a subscription's service, append-only: what holds now is what no later row ends. */
export const ServiceChangeTable = defineEntity({
  name: 'ServiceChange',
  ...tenantOnly('service_change'),
  properties: {
    tenant: p.text().primary(),
    account: p.uuid().primary(),
    id: p.uuid().primary(),
    subscription: p.uuid(),
    /** A service of a tariff, international, outgoing, roaming. */
    what: p.text(),
    deed: p.text().$type<Deed>(),
    /** Thousands of bits in a second, of what is throttled. */
    kilobits: p.integer().nullable(),
    since: p.type(PlainDateType),
    /** The first day on which it no longer holds; null for what lasts until it is restored. */
    until: p.type(PlainDateType).nullable(),
    /** The row that this one undoes or takes the place of. */
    ends: p.uuid().nullable(),
    cause: p.text().$type<Cause>(),
    /** The condition as written, or what a person said. */
    reason: p.text(),
    rule: p.json<RuleRef>().nullable(),
    recordedAt: p.type(InstantType)
  },
  uniques: [{ name: 'service_change_ended_once', properties: ['tenant', 'account', 'ends'] }],
  indexes: [{ name: 'service_change_subscription', properties: ['tenant', 'subscription', 'id'] }]
})
export type ServiceChangeRow = InferEntity<typeof ServiceChangeTable>

/** Of these changes those that bar or throttle and that no later one ended: kept so that nobody goes through all that was restored. */
export const ServiceRestrictionTable = defineEntity({
  name: 'ServiceRestriction',
  ...tenantOnly('service_restriction'),
  properties: { tenant: p.text().primary(), id: p.uuid().primary(), account: p.uuid() },
  indexes: [{ name: 'service_restriction_account', properties: ['tenant', 'account'] }]
})

export const serviceTables = [ServiceChangeTable, ServiceRestrictionTable]
