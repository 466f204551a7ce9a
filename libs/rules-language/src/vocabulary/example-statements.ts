// `example`: a customer's life in a few lines, and what must come of it.
import { type Signature, defineStatement } from '../signature/signature.ts'
import { exampleMoneyStatements } from './example-money-statements.ts'
import { exampleGroupStatements } from './example-group-statements.ts'
import { exampleMoveStatements } from './example-move-statements.ts'
import { examplePocketStatements } from './example-pocket-statements.ts'
import { exampleRetentionStatements } from './example-retention-statements.ts'
import { exampleTaxStatements } from './example-tax-statements.ts'
import { exampleUsageStatements } from './example-usage-statements.ts'
import { known, of, on } from './example-slots.ts'
import { exampleAtWork } from './plans-at-work.ts'
import { suspension } from './suspension-statements.ts'

const when = {
  kind: 'choice',
  of: ['next cycle', 'end of term'],
  optional: true,
  doc: 'when it takes effect: on the next bill day, or when no contract binds any more; as the rules say, when left out'
} as const
const plan = { kind: 'name', refersTo: 'plan', doc: 'a plan' } as const

export const exampleStatement = defineStatement({
  id: 'kernel.example',
  in: ['file'],
  pattern: 'example <title>',
  slots: { title: { kind: 'text', doc: 'what it shows' } },
  block: { kind: 'example', once: ['kernel.example-bill-day', 'kernel.example-time-zone'] },
  doc: 'A short story with its expected outcome; rules with an example that fails are not published.',
  example: 'example "a short call" { on 2026-03-02 subscribe mobile-payg }',
  worked: exampleAtWork
})

export const exampleBillDayStatement = defineStatement({
  id: 'kernel.example-bill-day',
  in: ['example'],
  pattern: 'bill day <day>',
  slots: { day: { kind: 'count', min: 1, max: 31, doc: 'the day of the month, 1 to 31' } },
  doc: 'The bill day of the account; without it, the day of the first line.',
  example: 'bill day 31'
})

export const exampleTimeZoneStatement = defineStatement({
  id: 'kernel.example-time-zone',
  in: ['example'],
  pattern: 'time zone <zone>',
  slots: { zone: { kind: 'text', doc: 'a zone of the IANA data base' } },
  doc: "The zone of the account, by which its days begin and end; without it, the operator's.",
  example: 'time zone "Australia/Perth"'
})

export const subscribeStatement = defineStatement({
  id: 'kernel.example-subscribe',
  in: ['example'],
  pattern: 'on <on> subscribe <plan> [as <label>] [with <features>] [, numbers <numbers>] [, known on <known>]',
  slots: {
    on,
    plan,
    label: { kind: 'name', optional: true, doc: 'a name for this subscription; the name of the plan when left out' },
    features: { kind: 'names', refersTo: 'feature', optional: true, doc: 'features that are on from the first day' },
    numbers: { kind: 'texts', optional: true, doc: 'more numbers that it pays for' },
    known
  },
  doc: 'A subscription begins.',
  example: 'on 2026-03-02 subscribe mobile-payg'
})

export const changeStatement = defineStatement({
  id: 'kernel.example-change',
  in: ['example'],
  pattern: 'on <on> change to <plan> [at <when>] [for <of>] [, pending <pending>] [, known on <known>]',
  slots: {
    on,
    plan,
    when,
    of,
    pending: {
      kind: 'choice',
      of: ['replaced', 'kept'],
      optional: true,
      doc: 'what becomes of a change that is told already and not due yet; needed where there is one'
    },
    known
  },
  doc: 'The subscription changes to another plan.',
  example: 'on 2026-03-16 change to mobile-40'
})

export const stateStatement = defineStatement({
  id: 'kernel.example-state',
  in: ['example'],
  pattern:
    'on <on> (suspend [because of <suspension>] | resume | terminate) [at <when>] [for <of>] [, known on <known>]',
  slots: { on, suspension, when, of, known },
  doc: 'The subscription is suspended, resumed or ended. One that is suspended already may be suspended because of something else from a day on; told again without a kind, or with the same, it is refused: resume first.',
  example: 'on 2026-03-16 suspend'
})

export const featureTurnStatement = defineStatement({
  id: 'kernel.example-feature',
  in: ['example'],
  pattern: 'on <on> feature <feature> (on | off) [for <of>] [, known on <known>]',
  slots: { on, feature: { kind: 'name', refersTo: 'feature', doc: 'a feature' }, of, known },
  doc: 'A feature of the subscription is turned on or off.',
  example: 'on 2026-03-16 feature voicemail on'
})

export const withdrawStatement = defineStatement({
  id: 'kernel.example-withdraw',
  in: ['example'],
  pattern: 'on <on> withdraw pending <change> [for <of>] [, known on <known>]',
  slots: {
    on,
    change: {
      kind: 'choice',
      of: ['change', 'feature', 'renumber', 'move', 'suspend', 'resume', 'terminate'],
      doc: 'of which kind'
    },
    of,
    known
  },
  doc: 'What was told of the subscription and is not due yet is taken back.',
  example: 'on 2026-03-20 withdraw pending change'
})

export const scheduleStatement = defineStatement({
  id: 'kernel.example-schedule',
  in: ['example'],
  pattern: 'on <on> (bill | advance)',
  slots: { on },
  doc: 'The account is billed, or the clock moves on with every day of scheduled work on the way.',
  example: 'on 2026-04-01 bill'
})

export const exampleFactStatements: readonly Signature[] = [
  exampleStatement,
  exampleBillDayStatement,
  exampleTimeZoneStatement,
  subscribeStatement,
  changeStatement,
  stateStatement,
  featureTurnStatement,
  withdrawStatement,
  scheduleStatement,
  ...exampleMoveStatements,
  ...exampleMoneyStatements,
  ...examplePocketStatements,
  ...exampleGroupStatements,
  ...exampleRetentionStatements,
  ...exampleTaxStatements,
  ...exampleUsageStatements
]
