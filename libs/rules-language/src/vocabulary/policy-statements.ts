// `policy`: what happens by itself when a condition comes to hold. Effects are said here and carried out by plugins.
import { limits } from '../limits.ts'
import { defineStatement, type Signature } from '../signature/signature.ts'

const condition = { kind: 'condition', doc: 'what must come to hold' } as const
const ENDING = '[until next cycle | for <length> (day | days)]'
const length = {
  kind: 'count',
  min: 1,
  max: limits.restrictedDays.most,
  optional: true,
  doc: 'for how many days, that on which it begins included'
} as const
const NOTIFY_TOO = '[, notify <also> [by <alsoby>]]'
const also = { kind: 'text', refersTo: 'message', optional: true, doc: 'the name of a message' } as const
const alsoby = { kind: 'names', optional: true, doc: 'the channels' } as const

export const policyStatement = defineStatement({
  id: 'kernel.policy',
  in: ['file'],
  pattern: 'policy <name>',
  slots: { name: { kind: 'name', declares: 'policy', doc: 'a name for explanations' } },
  block: { kind: 'policy', once: ['kernel.from', 'kernel.until'] },
  doc: 'What happens by itself when a condition comes to hold for a subscription: once for each condition and billing cycle. A condition that counts over days does it again only when none of the days on which it did is among them any more, or after a policy has restored what it restricts; one that asks something of the account is told once for the account, and restricts each subscription for which it holds. It is looked at when usage, payments or changes arrive, after bills and every day; farthing messages and farthing services list what came of it.',
  example: 'policy fair-use { when used(data) reaches 80% of included: notify "data-80" by sms }'
})

export const policyNotifyStatement = defineStatement({
  id: 'kernel.policy-notify',
  in: ['policy'],
  pattern: 'when <condition> : notify <message> [by <channels>]',
  slots: {
    condition,
    message: { kind: 'text', refersTo: 'message', doc: 'the name of a message' },
    channels: {
      kind: 'names',
      optional: true,
      doc: 'the channels: sms, email; every one that the customer has, when left out'
    }
  },
  doc: 'The customer is told.',
  example: 'when used(data) reaches 80% of included: notify "data-80" by sms'
})

export const policyBarStatement = defineStatement({
  id: 'kernel.policy-bar',
  in: ['policy'],
  pattern: `when <condition> : bar <what> ${ENDING} ${NOTIFY_TOO}`,
  slots: {
    condition,
    what: { kind: 'name', doc: 'what is barred: a service of a tariff, international, outgoing, roaming' },
    length,
    also,
    alsoby
  },
  doc: 'A part of the service is barred: until it is restored, the next billing cycle begins, or so many days are over.',
  example: 'when spend(new-zealand) this cycle > 50.00: bar international until next cycle, notify "intl-barred"'
})

export const policyThrottleStatement = defineStatement({
  id: 'kernel.policy-throttle',
  in: ['policy'],
  pattern: `when <condition> : throttle to <speed> (kbit | Mbit) per second ${ENDING} ${NOTIFY_TOO}`,
  slots: {
    condition,
    speed: { kind: 'count', min: 1, max: 1_000_000, doc: 'bits in a second, in thousands or millions' },
    length,
    also,
    alsoby
  },
  doc: 'Data is slowed down: until it is restored, the next billing cycle begins, or so many days are over.',
  example: 'when used(data) reaches 100% of included: throttle to 1 Mbit per second until next cycle'
})

export const policyRestoreStatement = defineStatement({
  id: 'kernel.policy-restore',
  in: ['policy'],
  pattern: `when <condition> : restore <what> ${NOTIFY_TOO}`,
  slots: { condition, what: { kind: 'name', doc: 'what was barred, or data that was throttled' }, also, alsoby },
  doc: 'What was barred or throttled works again.',
  example: 'when owed = 0.00: restore international'
})

export const messageStatement = defineStatement({
  id: 'kernel.message',
  in: ['file'],
  forEveryCurrency: 'unless said',
  pattern: 'message <name>',
  slots: {
    name: {
      kind: 'text',
      declares: 'message',
      doc: 'the name by which policies send it; invoice-issued is sent with invoices'
    }
  },
  block: { kind: 'message', once: ['kernel.message-facts'] },
  doc: 'Something that a customer is told: the facts that its texts may use, and a template for each channel and language. The message "invoice-issued" is sent with invoices; its facts are number, account, customer, date, total, asked, currency, due and pdf.',
  example: 'message "data-80" { facts plan, owed }'
})

export const messageFactsStatement = defineStatement({
  id: 'kernel.message-facts',
  in: ['message'],
  pattern: 'facts <facts>',
  slots: { facts: { kind: 'names', doc: 'facts that are asked of nothing: plan, owed' } },
  doc: 'What the templates of this message may use, and nothing else.',
  example: 'facts plan, owed'
})

export const messageTemplateStatement = defineStatement({
  id: 'kernel.message-template',
  in: ['message'],
  pattern: 'by <channel> [in <language>] from <file>',
  slots: {
    channel: { kind: 'name', doc: 'the channel: sms, email' },
    language: { kind: 'name', optional: true, doc: 'the language: en, de; any, when left out' },
    file: { kind: 'text', doc: 'a Handlebars template of the rules folder, by its path in it' }
  },
  doc: 'The text of the message on one channel, in one language.',
  example: 'by sms from "messages/data-80.hbs"'
})

export const policyStatements: readonly Signature[] = [
  policyStatement,
  policyNotifyStatement,
  policyBarStatement,
  policyThrottleStatement,
  policyRestoreStatement,
  messageStatement,
  messageFactsStatement,
  messageTemplateStatement
]
