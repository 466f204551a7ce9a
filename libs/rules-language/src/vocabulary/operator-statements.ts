// `operator "X" { ... }`: who bills, in which currency and zone.
import { type ColumnSet, defineStatement } from '../signature/signature.ts'
import { approvalStatement, reasonStatement } from './adjustment-statements.ts'
import { numberingStatement } from './numbering-statements.ts'
import { nationalSlots } from './national-slots.ts'
import { outlierShareStatement, outlierTotalStatement } from './outlier-statements.ts'
import { operatorAtWork } from './plans-at-work.ts'
import { suspensionsStatement } from './suspension-statements.ts'
import { holidaysAtWork } from './tariffs-at-work.ts'

export const operatorStatement = defineStatement({
  id: 'kernel.operator',
  in: ['file'],
  forEveryCurrency: 'wherever it stands',
  pattern: 'operator <name>',
  slots: { name: { kind: 'text', doc: 'the name on the invoices' } },
  block: {
    kind: 'operator',
    needs: ['kernel.currency', 'kernel.time-zone'],
    once: [
      'kernel.currency',
      'kernel.time-zone',
      'kernel.operator-country',
      'kernel.operator-holidays',
      'kernel.round',
      'kernel.due',
      'kernel.invoice-minimum',
      'kernel.bill-grace',
      'kernel.invoice-numbers',
      'kernel.late-usage',
      'kernel.future-usage',
      'kernel.adjustment-approval',
      'kernel.suspensions'
    ]
  },
  doc: 'Who bills. A set of rules has exactly one operator.',
  example: 'operator "Coastal Telecom" { currency AUD; time zone "Australia/Melbourne" }',
  worked: operatorAtWork
})

export const currencyStatement = defineStatement({
  id: 'kernel.currency',
  in: ['operator'],
  pattern: 'currency <code>',
  slots: { code: { kind: 'name', doc: 'ISO 4217: AUD, EUR, KWD' } },
  doc: 'The currency of every amount in the rules, but for files that say another one.',
  example: 'currency AUD'
})

export const timeZoneStatement = defineStatement({
  id: 'kernel.time-zone',
  in: ['operator'],
  pattern: 'time zone <zone>',
  slots: { zone: { kind: 'text', doc: 'a zone of the IANA data base' } },
  doc: 'The clock of the network: dates of rules and bands of tariffs are read on it.',
  example: 'time zone "Australia/Melbourne"'
})

export const countryStatement = defineStatement({
  id: 'kernel.operator-country',
  in: ['operator'],
  pattern:
    'country <code> [, trunk prefix <trunk>] [, international prefix <international>] [, national numbers of <shortest> [to <longest>] digits]',
  slots: {
    code: { kind: 'count', min: 1, max: 999, doc: 'the country calling code: 61' },
    trunk: { kind: 'count', optional: true, min: 0, max: 99, doc: 'what a national call begins with: 0' },
    international: {
      kind: 'count',
      optional: true,
      min: 0,
      max: 99999,
      doc: 'what an international call begins with: 0011'
    },
    ...nationalSlots
  },
  doc: 'How subscribers dial, so that a dialled number becomes the number with its country code. What is dialled without a prefix is a national number where it has as many digits as rules say here, whatever it begins with, and carries a country code where it has more. When that is left out, national numbers have at most 10 digits, and none begins like the country code: not so in China and Brazil, India and Italy.',
  example: 'country 61, trunk prefix 0, international prefix 0011'
})

export const operatorHolidaysStatement = defineStatement({
  id: 'kernel.operator-holidays',
  in: ['operator'],
  pattern: 'holidays <calendar>',
  slots: { calendar: { kind: 'name', refersTo: 'holidays', doc: 'a calendar declared by holidays NAME { ... }' } },
  doc: 'The calendar that the word holidays means in bands.',
  example: 'holidays AU-VIC'
})

export const roundStatement = defineStatement({
  id: 'kernel.round',
  in: ['operator', 'currency'],
  pattern: 'round <mode> to <step>',
  slots: {
    mode: { kind: 'choice', of: ['half up', 'half even', 'up', 'down'], doc: 'what happens to a part of a step' },
    step: { kind: 'number', doc: 'the smallest step between two amounts: 0.01' }
  },
  doc: 'How an amount is rounded: once, on the line of the invoice. Bonds are held in coins, and are not rounded.',
  example: 'round half up to 0.01'
})

export const dueStatement = defineStatement({
  id: 'kernel.due',
  in: ['operator'],
  pattern: 'due <days> days after issue',
  slots: { days: { kind: 'count', min: 0, max: 365, doc: 'days to pay' } },
  doc: 'When an invoice must be paid: so many days after the day on which it is issued, which is its bill date or later. 14 days, when left out.',
  example: 'due 14 days after issue'
})

export const minimumStatement = defineStatement({
  id: 'kernel.invoice-minimum',
  in: ['operator', 'currency'],
  pattern: 'carry forward invoices below <minimum> [, at most <times> (time | times)]',
  slots: {
    minimum: { kind: 'money', doc: 'the least that an invoice of a bill day asks for, taxes included' },
    times: {
      kind: 'count',
      optional: true,
      min: 1,
      max: 120,
      doc: 'bill days on which it may stay open, one after the other'
    }
  },
  doc: 'What comes to less stays open until a later bill day. It is billed with whatever it comes to when it stayed open so many times, when the last subscription has ended or the account is closed, or when an invoice is asked for by hand. Credits, and bills that come to exactly nothing, are made at once. Every invoice is made, when left out.',
  example: 'carry forward invoices below 5.00, at most 3 times'
})

export const graceStatement = defineStatement({
  id: 'kernel.bill-grace',
  in: ['operator'],
  pattern: 'grace <days> (day | days)',
  slots: { days: { kind: 'count', min: 1, max: 28, doc: 'from the bill date on' } },
  doc: 'How long the drafts of a bill run stay open for usage and corrections that come late. Then they are made again from all that is known, and issued by themselves; outliers wait for a person, who may also issue earlier or hold the run. A run waits for a person, when left out.',
  example: 'grace 2 days'
})

export const lateUsageStatement = defineStatement({
  id: 'kernel.late-usage',
  in: ['operator'],
  pattern: 'late usage limit <days> (day | days)',
  slots: { days: { kind: 'count', min: 1, max: 730, doc: 'days since it began' } },
  doc: 'How long ago usage may have begun when it arrives: what is older waits in quarantine (too-old). 730 days, when left out.',
  example: 'late usage limit 90 days'
})

export const futureUsageStatement = defineStatement({
  id: 'kernel.future-usage',
  in: ['operator'],
  pattern: 'future usage limit <ahead>',
  slots: { ahead: { kind: 'duration', doc: 'until it begins: at most 24 h' } },
  doc: 'How far ahead usage may begin when it arrives, for clocks are never quite right: what begins later waits in quarantine (in-future), and is refused where it would be charged while it happens. 24 hours, when left out.',
  example: 'future usage limit 1 h'
})

export const holidayColumns = {
  date: { slot: { kind: 'date' }, doc: 'the day' },
  name: { slot: { kind: 'text' }, optional: true, doc: 'what it is called' }
} as const satisfies ColumnSet

export const holidaysStatement = defineStatement({
  id: 'kernel.holidays',
  in: ['file'],
  forEveryCurrency: 'unless said',
  pattern: 'holidays <name> [from <file>]',
  slots: {
    name: { kind: 'name', declares: 'holidays', doc: 'the name of the calendar' },
    file: { kind: 'text', optional: true, doc: 'a CSV file beside this one, with the same columns' }
  },
  block: {
    kind: 'holidays',
    optional: true,
    table: { columns: holidayColumns }
  },
  doc: 'A calendar of holidays: days listed in rows or a file, the public holidays of a region, days added and removed.',
  example: 'holidays AU-VIC { public holidays of AU-VIC from 2025-01-01 until 2031-01-01 }',
  worked: holidaysAtWork
})

export const publicHolidaysStatement = defineStatement({
  id: 'kernel.public-holidays',
  in: ['holidays'],
  pattern: 'public holidays of <region> from <from> until <until>',
  slots: {
    region: { kind: 'name', doc: 'a country, or a part of one, by ISO 3166: NZ, AU-VIC, DE-BY' },
    from: { kind: 'date', doc: 'the first day' },
    until: { kind: 'date', doc: 'the day after the last one' }
  },
  doc: 'The public holidays of a region that last the whole day. A published version keeps the days as they were known when it was published.',
  example: 'public holidays of AU-VIC from 2025-01-01 until 2031-01-01'
})

export const addHolidayStatement = defineStatement({
  id: 'kernel.add-holiday',
  in: ['holidays'],
  pattern: 'add <day> <title>',
  slots: { day: { kind: 'date' }, title: { kind: 'text', doc: 'what it is called' } },
  doc: 'One more day of the calendar.',
  example: 'add 2026-09-25 "Friday before the AFL Grand Final"'
})

export const removeHolidayStatement = defineStatement({
  id: 'kernel.remove-holiday',
  in: ['holidays'],
  pattern: 'remove <day>',
  slots: { day: { kind: 'date' } },
  doc: 'A public holiday that is an ordinary day for the operator.',
  example: 'remove 2026-11-03'
})

export const operatorStatements = [
  operatorStatement,
  currencyStatement,
  timeZoneStatement,
  countryStatement,
  operatorHolidaysStatement,
  roundStatement,
  dueStatement,
  minimumStatement,
  graceStatement,
  numberingStatement,
  lateUsageStatement,
  futureUsageStatement,
  approvalStatement,
  reasonStatement,
  suspensionsStatement,
  outlierShareStatement,
  outlierTotalStatement,
  holidaysStatement,
  publicHolidaysStatement,
  addHolidayStatement,
  removeHolidayStatement
]
