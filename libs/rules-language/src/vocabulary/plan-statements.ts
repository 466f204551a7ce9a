// `plan` and `feature`: what is sold. The statements inside them that charge come from plugins.
import { defineStatement } from '../signature/signature.ts'
import { payStatement, rateStatement } from './payment-statements.ts'
import { featureAtWork, planAtWork } from './plans-at-work.ts'

export const planStatement = defineStatement({
  id: 'kernel.plan',
  in: ['file'],
  pattern: 'plan <name> <title>',
  slots: {
    name: { kind: 'name', declares: 'plan', doc: 'the name by which it is subscribed' },
    title: { kind: 'text', doc: 'the name on the invoices' }
  },
  block: {
    kind: 'plan',
    once: ['kernel.from', 'kernel.until', 'kernel.reach', 'kernel.family', 'kernel.pay', 'kernel.rate']
  },
  doc: 'What a customer subscribes to. Versions of one plan follow each other by from and until.',
  example: 'plan mobile-40 "Mobile 40" { from 2026-01-01 }',
  worked: planAtWork
})

export const familyStatement = defineStatement({
  id: 'kernel.family',
  in: ['plan'],
  pattern: 'family <family> [, level <level>]',
  slots: {
    family: { kind: 'name', declares: 'family', doc: 'plans among which customers change' },
    level: { kind: 'count', optional: true, min: 0, max: 1000, doc: 'its place: a higher level is an upgrade' }
  },
  doc: 'The family of plans that this one belongs to, and its level in it.',
  example: 'family mobile, level 2'
})

export const featureStatement = defineStatement({
  id: 'kernel.feature',
  in: ['file'],
  pattern: 'feature <name> <title>',
  slots: {
    name: { kind: 'name', declares: 'feature', doc: 'the name by which it is turned on and off' },
    title: { kind: 'text', doc: 'the name on the invoices' }
  },
  block: { kind: 'feature', once: ['kernel.from', 'kernel.until', 'kernel.reach'] },
  doc: 'What a subscription may have beside its plan, turned on and off at any time. Versions follow each other by from and until.',
  example: 'feature voicemail "Voicemail" { from 2026-01-01 }',
  worked: featureAtWork
})

export const planStatements = [planStatement, familyStatement, payStatement, rateStatement, featureStatement]
