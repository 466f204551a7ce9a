// The shapes of messages over HTTP.
import { z } from 'zod'
import { GivenAccount } from '../http/index.ts'
import { RuleView } from '../services/index.ts'
import type { QueuedMessage } from './message-queue.ts'

export const MessageView = z
  .object({
    id: z.string(),
    account: z.string().nullable().describe('Null: the operator is told.'),
    accountNumber: z.string().nullable(),
    subscription: z.string().nullable().describe('Null: the account is told.'),
    name: z.string().describe('Of the message in the rules.'),
    channel: z.string().nullable().describe('Null when neither the policy nor a template names one.'),
    language: z.string().nullable(),
    template: z.string().nullable().describe('Path in the rules folder; null when there is none for the channel.'),
    text: z.string().nullable(),
    facts: z.record(z.string(), z.string()),
    state: z.enum(['queued']),
    dueOn: z.iso.date(),
    reason: z.string().describe('The condition as written in the rules.'),
    rule: RuleView.nullable().describe('Null: the settings of the installation want it.'),
    version: z.string().nullable().describe('Of the rules; null with the rule.'),
    queuedAt: z.iso.datetime()
  })
  .meta({ id: 'Message' })

export const MessagesView = z
  .object({ messages: z.array(MessageView), next: z.string().nullable().describe('Give it as after.') })
  .meta({ id: 'Messages' })
export type MessagesView = z.infer<typeof MessagesView>

export const MessagesQuery = z.strictObject({
  account: GivenAccount.optional(),
  after: z.uuid().optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(100)
})

export function messageView({ dueOn, queuedAt, ...rest }: QueuedMessage): z.infer<typeof MessageView> {
  return { ...rest, facts: { ...rest.facts }, dueOn: dueOn.toString(), queuedAt: queuedAt.toString() }
}
