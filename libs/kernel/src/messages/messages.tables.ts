import type { RuleRef } from '@farthing/billing-core/values'
import { defineEntity, p, type InferEntity } from '@mikro-orm/core'
import { InstantType, PlainDateType, tenantOnly } from '../persistence/index.ts'

/** Something that a customer, or the operator, is to be told on one channel. */
export const MessageTable = defineEntity({
  name: 'Message',
  ...tenantOnly('message'),
  properties: {
    tenant: p.text().primary(),
    /** All zeros: the operator is told. */
    account: p.uuid().primary(),
    id: p.uuid().primary(),
    /** Taken late, in the order in which transactions end: what is seen later stands behind. */
    position: p.bigint('bigint'),
    /** Null: the account is told. */
    subscription: p.uuid().nullable(),
    /** Of the `message` in the rules. */
    name: p.text(),
    /** Null when neither the policy nor a template names one. */
    channel: p.text().nullable(),
    /** Of the template; null: any. */
    language: p.text().nullable(),
    /** Its path in the rules folder; null when the message has none for the channel. */
    template: p.text().nullable(),
    text: p.text().nullable(),
    /** What the template was filled with, by name. */
    facts: p.json<Readonly<Record<string, string>>>(),
    state: p.text().$type<'queued'>(),
    dueOn: p.type(PlainDateType),
    /** The condition that came to hold, as written. */
    reason: p.text(),
    /** Null: the settings of the installation want it. */
    rule: p.json<RuleRef>().nullable(),
    /** Of the rules; null with the rule. */
    version: p.text().nullable(),
    queuedAt: p.type(InstantType)
  },
  indexes: [
    { name: 'message_id', properties: ['tenant', 'id'] },
    { name: 'message_position', properties: ['tenant', 'position'] }
  ]
})
export type MessageRow = InferEntity<typeof MessageTable>

export const messageTables = [MessageTable]
