// Every kind of value that a statement takes: what it means, and what may be written.
import { timeGuides } from './time-guides.ts'
import type { Slot } from '../signature/slot.ts'
import type { SlotKind } from '../signature/slot-value.ts'

export interface ValueGuide {
  readonly title: string
  readonly doc: string
  /** A slot of this kind, with which good and bad are read. */
  readonly slot: Slot
  /** Texts that are read, each with what it means. */
  readonly good: readonly (readonly [text: string, meaning: string])[]
  /** Texts that are refused; the page says why. */
  readonly bad: readonly string[]
}

/** In the order of the page. A kind that is added to the language is added here. */
export const valueGuides: Readonly<Record<SlotKind, ValueGuide>> = {
  money: {
    title: 'Money',
    doc: 'An amount, in the operator’s currency. Up to six decimals, which are kept. Some places take a negative amount, such as a credit on an invoice.',
    slot: { kind: 'money' },
    good: [
      ['40.00', 'forty, in the operator’s currency'],
      ['0.0125', 'a part of a cent is kept'],
      ['40.00 AUD', 'the same, with the currency written']
    ],
    bad: ['40,00', '$40.00', '1,000.00', '40 min', '-5.00', '0.1234567']
  },
  price: {
    title: 'Price',
    doc: 'Money for so much usage. What costs nothing is `free`. With `started`, each unit that has begun is paid in full.',
    slot: { kind: 'price' },
    good: [
      ['0.25 per minute', 'for each minute, and a part of it for its share'],
      ['0.15 per call', 'once for each call'],
      ['0.20 per sms', 'for each message'],
      ['10.00 per started 10 GB', '10.00 as soon as 10 GB have begun'],
      ['free', 'nothing, and on purpose']
    ],
    bad: ['0.25', '0.25/min', 'gratis', '0.25 per 0 min']
  },
  'event-price': {
    title: 'Price of an event',
    doc: 'A price, prices of the parts of an event one after the other, a part of the value that an event carries, or the name of a table of tiers, which counts the usage of a period.',
    slot: { kind: 'event-price' },
    good: [
      ['0.25 per minute', 'as in a price'],
      ['0.10 per minute for the first 3 min then 0.05 per minute', 'from the fourth minute of a call on, half'],
      ['free for the first 60s then 0.10 per minute', 'the first minute is free'],
      ['1.00 per call for the first 10 min then 0.10 per minute', 'a dollar once, and more only for long calls'],
      ['12.5% of value', 'an eighth of what the content costs'],
      ['tiers data-blocks', 'by a table of tiers, when the bill is made']
    ],
    bad: ['12.5%', '0.10 per minute for 3 min then 0.05 per minute', '0.25']
  },
  percent: {
    title: 'Percent',
    doc: 'A percentage, with its sign.',
    slot: { kind: 'percent' },
    good: [
      ['12.5%', 'an eighth'],
      ['100%', 'all of it']
    ],
    bad: ['12.5', '12,5%']
  },
  quantity: {
    title: 'Quantity',
    doc: 'A number with its unit: time, data, messages, events such as calls, or a unit that the rules declare: after `unit points`, `100 points`.',
    slot: { kind: 'quantity' },
    good: [
      ['1000 min', 'a thousand minutes'],
      ['5 GB', 'five thousand million bytes'],
      ['5 GiB', '5 × 1024 × 1024 × 1024 bytes'],
      ['100 sms', 'a hundred messages'],
      ['3 calls', 'three events']
    ],
    bad: ['1000', '5 Gb', '5 gigs', '-1 min']
  },
  duration: {
    title: 'Time that passes',
    doc: 'A length of time in seconds, minutes or hours. It is elapsed time: an hour lasts 60 minutes, also in the night when the clocks change.',
    slot: { kind: 'duration' },
    good: [
      ['90s', 'a minute and a half'],
      ['30 min', 'half an hour'],
      ['2 h', 'two hours']
    ],
    bad: ['90', '1:30', '5 GB']
  },
  allowance: {
    title: 'Quantity, or unlimited',
    doc: 'As a quantity, or the word `unlimited`.',
    slot: { kind: 'allowance' },
    good: [
      ['40 GB', 'so much and no more'],
      ['unlimited', 'without an end']
    ],
    bad: ['40', 'infinite']
  },
  increment: {
    title: 'Increment',
    doc: 'In which steps usage is billed: the first step, then every following one. A step that has begun counts in full.',
    slot: { kind: 'increment' },
    good: [
      ['60s / 30s', 'a minute at least, then half minutes: a call of 61 s counts 90 s'],
      ['30s', 'always half minutes'],
      ['1 MB', 'data in whole megabytes']
    ],
    bad: ['60 / 30', '60s / 0s', '60s / 1 MB']
  },
  count: {
    title: 'Whole number',
    doc: 'A number without decimals and without a unit: the words around it say what it counts.',
    slot: { kind: 'count' },
    good: [['12', 'twelve']],
    bad: ['2.5', 'two', '2 GB', '-1']
  },
  number: {
    title: 'Number',
    doc: 'A plain decimal number with up to six decimals. The words around it say what it means.',
    slot: { kind: 'number' },
    good: [
      ['0.01', 'a hundredth'],
      ['1.5', 'one and a half']
    ],
    bad: ['1,5', '5%']
  },
  ...timeGuides,
  text: {
    title: 'Text',
    doc: String.raw`Anything between quotation marks, on one line. A quotation mark inside is written \", a backslash \\.`,
    slot: { kind: 'text' },
    good: [
      ['"Mobile 40"', 'Mobile 40'],
      [String.raw`"The \"40\""`, 'The "40"']
    ],
    bad: ['Mobile 40', '“Mobile 40”', String.raw`"two\nlines"`]
  },
  texts: {
    title: 'Texts',
    doc: 'Texts in a list with commas.',
    slot: { kind: 'texts' },
    good: [['"SIM card", "Delivery"', 'two texts']],
    bad: ['SIM card, Delivery']
  },
  name: {
    title: 'Name',
    doc: 'What rules call a thing: one word of letters, digits and hyphens that begins with a letter. A name that begins with a digit, holds a space or reads as a word of the statement is quoted.',
    slot: { kind: 'name' },
    good: [
      ['mobile-40', 'a name'],
      ['"5g-max"', 'a name that begins with a digit']
    ],
    bad: ['5g-max', '40']
  },
  names: {
    title: 'Names',
    doc: 'Names in a list with commas, each once.',
    slot: { kind: 'names' },
    good: [['national, mobile', 'two names']],
    bad: ['national mobile', 'national, national']
  },
  'number-text': {
    title: 'Telephone number',
    doc: 'Up to 15 digits in one piece, with + and the country code, or as the customer dials it. A prefix of a zone table is written in the same way.',
    slot: { kind: 'number-text' },
    good: [
      ['+61293334444', 'a number with its country code'],
      ['0293334444', 'the same, as dialled at home'],
      ['000', 'a short number']
    ],
    bad: ['+61 2 9333 4444', '+1234567890123456']
  },
  expression: {
    title: 'Sum',
    doc: 'An amount and how it comes about: + - * / and brackets, computed exactly. A minus sign between two values has a space on both sides, because a hyphen belongs to names.',
    slot: { kind: 'expression', result: 'money' },
    good: [
      ['0.765', 'the amount itself'],
      ['0.39 + 1.5 * 0.25', '0.765'],
      ['(0.39 + 0.01) * 2', '0.80'],
      ['10.00 * 12.5%', '1.25']
    ],
    bad: ['0.39 + 1.5 min', '10 / 3', '(1 + 2', '1 EUR + 1 AUD']
  },
  condition: {
    title: 'Condition',
    doc: 'Facts compared with values, joined by and, or, not and brackets. Names are compared by is and is not; amounts, times and dates by <, <=, >, >=, = and reaches, which means the same as >=. A share, 80% of included, asks the other fact for the same thing as the first. What adds up usage does so in the billing cycle and of the subscription: in 7 days counts over so many days of the calendar, of which today is the last, whatever cycle, plan or month they are in; of account adds up all subscriptions of the account; in a policy, used(data) of group adds up what the members of a group have used while they were in it.',
    slot: { kind: 'condition' },
    good: [
      ['plan is mobile-40', 'the plan has this name'],
      ['used(data) reaches 80% of included', 'a share of another fact of the same service'],
      ['not (state is suspended or owed > 50.00)', 'neither of the two'],
      ['used(data) in 7 days > 5 GB', 'today and the six days before it'],
      ['spend(voice, sms) of account in 1 day > 20.00', 'what all subscriptions have spent today'],
      ['used(data) of group > 50 GB', 'what all members of a group have used, in a policy'],
      ['on-plan < 30 days and age >= 12 months', 'lengths of the calendar']
    ],
    bad: ['plan mobile-40', 'used(data) reaches', '(plan is mobile-40', 'owed >> 50.00', 'used(data) in a week > 5 GB']
  },
  choice: {
    title: 'One of several words',
    doc: 'The page of the statement lists the words. One of them is written as it stands.',
    slot: { kind: 'choice', of: ['day', 'day of 30', 'second'] },
    good: [
      ['day', 'the first of `day`, `day of 30` and `second`'],
      ['day of 30', 'the second']
    ],
    bad: ['days', 'Day']
  }
}
