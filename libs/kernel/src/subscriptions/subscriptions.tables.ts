import { defineEntity, p, type InferEntity } from '@mikro-orm/core'
import { InstantType, PlainDateType, tenantOnly } from '../persistence/index.ts'

/** Which accounts a subscription belongs to, one after the other where it was moved. When, its plan and its state are in the facts of each. */
export const SubscriptionTable = defineEntity({
  name: 'Subscription',
  ...tenantOnly('subscription'),
  properties: {
    tenant: p.text().primary(),
    account: p.uuid().primary(),
    id: p.uuid().primary(),
    label: p.text(),
    /** Other accounts have it too. */
    moved: p.boolean().default(false),
    createdAt: p.type(InstantType)
  },
  indexes: [
    { name: 'subscription_id', properties: ['tenant', 'id'] },
    {
      name: 'subscription_moved',
      expression: 'create index "subscription_moved" on "subscription" ("tenant", "account") where moved'
    }
  ]
})
export type SubscriptionRow = InferEntity<typeof SubscriptionTable>

/** The constraint that keeps an identity from having two holders on one day; it needs the extension btree_gist. */
export const ONE_HOLDER = 'identity_one_holder'
const NO_OVERLAP = 'EXCLUDE USING gist (tenant WITH =, identity WITH =, daterange(valid_from, valid_until) WITH &&)'

/**
 * Who answers for an identity (a phone number, a login) on a day, under which plan: derived from the facts whenever
 * they change.
 */
export const IdentityStretchTable = defineEntity({
  name: 'IdentityStretch',
  ...tenantOnly('identity_stretch'),
  properties: {
    tenant: p.text().primary(),
    identity: p.text().primary(),
    validFrom: p.type(PlainDateType).primary(),
    /** The first day on which it no longer holds. */
    validUntil: p.type(PlainDateType).nullable(),
    account: p.uuid(),
    subscription: p.uuid(),
    plan: p.text(),
    state: p.text().$type<'active' | 'suspended'>(),
    /** In which the days begin and end. */
    zone: p.text(),
    /** In which its first day begins, where that is another: it came from an account there, at the end of that one's days. */
    fromZone: p.text().nullable(),
    /** In which the account is kept: by the rules for it usage is rated. Null of rows from before. */
    currency: p.text().nullable()
  },
  indexes: [
    { name: 'identity_stretch_account', properties: ['tenant', 'account'] },
    { name: 'identity_stretch_subscription', properties: ['tenant', 'subscription'] }
  ],
  checks: [{ name: ONE_HOLDER, expression: NO_OVERLAP }]
})

export const subscriptionTables = [SubscriptionTable, IdentityStretchTable]
