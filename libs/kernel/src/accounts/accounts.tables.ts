import type { ChildBilling } from '@farthing/billing-core'
import { defineEntity, p, type InferEntity } from '@mikro-orm/core'
import { InstantType, PlainDateType, tenantOnly, wordsBegin, wordsOf } from '../persistence/index.ts'

function accountText(table: string): string {
  return `${table}"name" || ' ' || ${table}"number" || ' ' || coalesce(${table}"email", '')`
}

/** SQL: whether words of an account's name, number or e-mail address begin like each word of `text`, which has one at least. */
export function accountWords(table: string, text: string): string {
  return wordsBegin(wordsOf(accountText(`${table}.`)), text)
}

/** A customer who gets one invoice. `billDay` is the newest wish entered; the dated truth is in the facts. */
export const AccountTable = defineEntity({
  name: 'Account',
  ...tenantOnly('account'),
  properties: {
    tenant: p.text().primary(),
    id: p.uuid().primary(),
    number: p.text(),
    name: p.text(),
    address: p.array(),
    email: p.text().nullable(),
    phone: p.text().nullable(),
    billDay: p.smallint(),
    zone: p.text(),
    currency: p.text(),
    status: p.text().$type<'active' | 'closed'>(),
    /** Words of the operator's own, by which accounts are grouped: `reseller-north`. In order. */
    tags: p.array().default([]),
    /** Micro: the least that an invoice of it asks for, in the place of the operator's. */
    invoiceMinimum: p.bigint('bigint').nullable(),
    openedOn: p.type(PlainDateType),
    createdAt: p.type(InstantType)
  },
  uniques: [{ name: 'account_number', properties: ['tenant', 'number'] }],
  indexes: [
    {
      name: 'account_words',
      expression: `create index "account_words" on "account" using gin (${wordsOf(accountText(''))})`
    },
    { name: 'account_tags', expression: 'create index "account_tags" on "account" using gin ("tags")' }
  ]
})
export type AccountRow = InferEntity<typeof AccountTable>

/** What happened to accounts, append-only: the role of requests may neither change nor delete a row. */
export const FactTable = defineEntity({
  name: 'AccountFact',
  ...tenantOnly('account_fact'),
  properties: {
    tenant: p.text().primary(),
    account: p.uuid().primary(),
    id: p.uuid().primary(),
    kind: p.text(),
    effective: p.type(PlainDateType),
    known: p.type(InstantType),
    supersedes: p.uuid().nullable(),
    subscription: p.uuid().nullable(),
    details: p.json<Record<string, unknown>>(),
    /** Of the details; read by what asks all customers at once. */
    plan: p.text().nullable().generated(`("details"->>'plan') stored`)
  },
  indexes: [
    {
      name: 'account_fact_known',
      expression: 'create index "account_fact_known" on "account_fact" using brin ("known") with (autosummarize = on)'
    },
    {
      name: 'account_fact_plan',
      expression: `create index "account_fact_plan" on "account_fact" ("tenant", "plan", "account", "subscription") where "plan" is not null`
    },
    {
      name: 'account_fact_feature',
      expression: `create index "account_fact_feature" on "account_fact" ("tenant", "account") where kind = 'feature-on'`
    },
    {
      name: 'account_fact_end',
      expression: `create index "account_fact_end" on "account_fact" ("tenant", "effective") where kind = 'terminated'`
    },
    {
      name: 'account_fact_deed',
      expression: `create index "account_fact_deed" on "account_fact" ("tenant", ("details"->>'deed'), "account") where kind = 'deed'`
    }
  ]
})

/** Parents of an account: each holds from its day until the account's next one. A row is never changed but for its withdrawal. */
export const AccountParentTable = defineEntity({
  name: 'AccountParent',
  ...tenantOnly('account_parent'),
  properties: {
    tenant: p.text().primary(),
    account: p.uuid().primary(),
    id: p.uuid().primary(),
    /** Null: none from here on. */
    parent: p.uuid().nullable(),
    billing: p.text().$type<ChildBilling>(),
    fromDay: p.type(PlainDateType),
    known: p.type(InstantType),
    withdrawn: p.type(InstantType).nullable()
  },
  indexes: [{ name: 'account_parent_of', properties: ['tenant', 'parent'] }]
})

export const accountTables = [AccountTable, FactTable, AccountParentTable]
