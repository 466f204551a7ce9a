// A slot in words, for messages and completion: 'an amount of money such as 40.00'.
import { nounOf, nounsOf, oneOf, withArticle } from '../diagnostics/wording.ts'
import type { Slot } from '../signature/slot.ts'
import type { SlotKind } from '../signature/slot-value.ts'

const WORDS: Readonly<Record<Exclude<SlotKind, 'choice'>, string>> = {
  money: 'an amount of money such as 40.00',
  percent: 'a percentage such as 12.5%',
  quantity: 'a quantity such as 30 min, 5 GB or 100 sms',
  duration: 'a time such as 90s or 30 min',
  allowance: 'a quantity such as 5 GB, or `unlimited`',
  count: 'a whole number',
  number: 'a number',
  date: 'a date such as 2026-03-01',
  'date-time': 'a date and time such as 2026-03-02 10:00',
  time: 'a time of day such as 08:00',
  dates: 'dates such as 2026-03-16..2026-04-01',
  times: 'times such as 08:00..20:00',
  days: 'days such as weekdays, holidays or 24 december',
  hours: 'days and times such as weekdays 08:00..20:00',
  period: 'a period such as month or 14 days',
  text: 'a text in quotation marks',
  texts: 'texts in quotation marks',
  name: 'a name',
  names: 'names',
  'number-text': 'a telephone number such as +61293334444',
  price: 'a price such as 0.25 per minute, or `free`',
  'event-price': 'a price such as 0.25 per minute, or `free`',
  increment: 'an increment such as 60s / 30s',
  condition: 'a condition such as plan is mobile-40 and used(data) > 5 GB',
  expression: 'an amount such as 0.39 + 1.5 * 0.25'
}

/** Every kind of slot that there is. */
export const slotKinds: readonly string[] = [...Object.keys(WORDS), 'choice']

export function describeSlot(slot: Slot): string {
  if (slot.kind === 'choice') return oneOf(slot.of.map(phrase => `\`${phrase}\``))
  if (slot.kind === 'name' || slot.kind === 'names') {
    const of = slot.refersTo ?? slot.declares
    if (of)
      return slot.kind === 'name' ? `the name of ${withArticle(nounOf(of))}` : `the names of one or more ${nounsOf(of)}`
  }
  if (slot.kind === 'expression' && slot.result === 'quantity') return WORDS.quantity
  return WORDS[slot.kind]
}
