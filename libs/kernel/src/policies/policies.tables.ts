import { defineEntity, p } from '@mikro-orm/core'
import { InstantType, PlainDateType, tenantOnly } from '../persistence/index.ts'

/** Up to which instant accounts were found to which something has happened, and by which rules. */
export const PolicyPassTable = defineEntity({
  name: 'PolicyPass',
  ...tenantOnly('policy_pass'),
  properties: {
    tenant: p.text().primary(),
    knownAt: p.type(InstantType),
    /** The last publication by whose rules accounts were found; null before the first pass. */
    publication: p.uuid().nullable()
  }
})

/** Whether policies are to look at an account, and when they next do by themselves. */
export const PolicyStandingTable = defineEntity({
  name: 'PolicyStanding',
  ...tenantOnly('policy_standing'),
  properties: {
    tenant: p.text().primary(),
    account: p.uuid().primary(),
    /** Since when it waits; null when nothing happened since the last look. */
    touchedAt: p.type(InstantType).nullable(),
    nextDay: p.type(PlainDateType).nullable(),
    /** Why the last look came to nothing; null when it did not fail. */
    problem: p.text().nullable()
  },
  indexes: [
    {
      name: 'policy_standing_touched',
      expression: `create index "policy_standing_touched" on "policy_standing" ("tenant", "account") where touched_at is not null`
    },
    { name: 'policy_standing_next_day', properties: ['tenant', 'nextDay'] },
    {
      name: 'policy_standing_problem',
      expression: `create index "policy_standing_problem" on "policy_standing" ("tenant", "account") where problem is not null`
    }
  ]
})

/** A threshold that is done with for its cycle, append-only: it is fired once, whoever looks. */
export const PolicyFiringTable = defineEntity({
  name: 'PolicyFiring',
  ...tenantOnly('policy_firing'),
  properties: {
    tenant: p.text().primary(),
    account: p.uuid().primary(),
    /** Whom it was about: a subscription, or the account itself. */
    subject: p.uuid().primary(),
    /** '2026-03-01 fair-use 91c…': first day of the cycle, or of a condition that counts over days that on which it was fired; policy, content. */
    threshold: p.text().primary(),
    firedOn: p.type(PlainDateType),
    recordedAt: p.type(InstantType)
  }
})

export const policyTables = [PolicyPassTable, PolicyStandingTable, PolicyFiringTable]
