// `allow` and `forbid`: which changes of a subscription the operator lets happen. What no rule forbids is allowed.
import { defineStatement, type Signature } from '../signature/signature.ts'
import type { Slot } from '../signature/slot.ts'
import { offerCreditStatement, retentionStatement } from './retention-statements.ts'

const condition = { kind: 'condition', optional: true, doc: 'when the rule applies; always, when left out' } as const
const reason = { kind: 'text', doc: 'what the customer is told' } as const
const name = { kind: 'name', declares: 'rule', optional: true, doc: 'a name for others to override it by' } as const
const others = { kind: 'names', refersTo: 'rule', optional: true, doc: 'the rules that it is an exception of' } as const
const plans = { kind: 'names', refersTo: 'plan', optional: true, doc: 'the plans; any, when left out' } as const
const kinds = {
  kind: 'names',
  refersTo: 'suspension',
  optional: true,
  doc: 'kinds of suspension; any, and none, when left out'
} as const
const feature = { kind: 'name', refersTo: 'feature', doc: 'a feature' } as const satisfies Slot

const block = {
  kind: 'change-rule',
  optional: true,
  once: ['kernel.from', 'kernel.until', 'kernel.retention']
} as const
const forbidden = {
  ...block,
  doc: 'What may not be done while a condition holds, and what the customer is told; or what is offered to the customer first.'
} as const
const allowed = {
  ...block,
  doc: 'An exception: what may be done although a rule that it overrides forbids it.'
} as const
const FORBIDDEN = '[when <condition>] <reason> [as <name>] [, overrides <others>]'
const ALLOWED = '[when <condition>] [as <name>] [, overrides <others>]'

export const forbidPlanStatement = defineStatement({
  id: 'kernel.forbid-plan',
  in: ['file'],
  pattern: `forbid (subscribe | change) [to <plans>] ${FORBIDDEN}`,
  slots: { plans, condition, reason, name, others },
  block: forbidden,
  doc: 'A subscription may not begin on these plans, or not change to them, while the condition holds.',
  example: 'forbid change to mobile-20 when on-plan < 30 days "You may change again 30 days after the last change"'
})

export const forbidFeatureStatement = defineStatement({
  id: 'kernel.forbid-feature',
  in: ['file'],
  pattern: `forbid feature <feature> (on | off) ${FORBIDDEN}`,
  slots: { feature, condition, reason, name, others },
  block: forbidden,
  doc: 'A feature may not be turned on or off while the condition holds.',
  example: 'forbid feature voicemail on when state is suspended "Resume your service first"'
})

export const forbidStateStatement = defineStatement({
  id: 'kernel.forbid-state',
  in: ['file'],
  pattern: `forbid (suspend [because of <kinds>] | resume | terminate) ${FORBIDDEN}`,
  slots: { kinds, condition, reason, name, others },
  block: forbidden,
  doc: 'A subscription may not be suspended, resumed or ended while the condition holds.',
  example: 'forbid resume when owed > 0.00 "Pay what is open first"'
})

export const allowPlanStatement = defineStatement({
  id: 'kernel.allow-plan',
  in: ['file'],
  pattern: `allow (subscribe | change) [to <plans>] ${ALLOWED}`,
  slots: { plans, condition, name, others },
  block: allowed,
  doc: 'An exception: a subscription may begin on these plans, or change to them, although a rule that it overrides forbids it.',
  example: 'allow change to mobile-40 when age > 2 years, overrides once-a-month'
})

export const allowFeatureStatement = defineStatement({
  id: 'kernel.allow-feature',
  in: ['file'],
  pattern: `allow feature <feature> (on | off) ${ALLOWED}`,
  slots: { feature, condition, name, others },
  block: allowed,
  doc: 'An exception: a feature may be turned on or off although a rule that it overrides forbids it.',
  example: 'allow feature voicemail on when plan is mobile-80, overrides no-voicemail'
})

export const allowStateStatement = defineStatement({
  id: 'kernel.allow-state',
  in: ['file'],
  pattern: `allow (suspend [because of <kinds>] | resume | terminate) ${ALLOWED}`,
  slots: { kinds, condition, name, others },
  block: allowed,
  doc: 'An exception: a subscription may be suspended, resumed or ended although a rule that it overrides forbids it.',
  example: 'allow resume when owed < 5.00, overrides pay-first'
})

export const changeRuleStatements: readonly Signature[] = [
  forbidPlanStatement,
  forbidFeatureStatement,
  forbidStateStatement,
  allowPlanStatement,
  allowFeatureStatement,
  allowStateStatement,
  retentionStatement,
  offerCreditStatement
]
