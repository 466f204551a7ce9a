// What a line asks for, read as the deed's fields; or everything that is wrong with it.
import { type Deed, readDeed } from '@farthing/plugin-sdk'
import type { AskedInBulk } from '../deeds/index.ts'
import { GivenDay } from '../http/index.ts'
import type { SaidOfDeed } from './deed-line.ts'

export type AskedByLine =
  | { readonly ok: true; readonly asked: AskedInBulk }
  | { readonly ok: false; readonly reason: 'wrong-fields'; readonly detail: string }

export function askedBy(deed: Deed, { account, day, subscription, ...said }: SaidOfDeed): AskedByLine {
  const problems: string[] = []
  const reference = typeof account === 'string' ? account.trim() : ''
  if (reference === '' || reference.length > 100 || /[\0]/.test(reference))
    problems.push('account: it is the number or id of an account')
  if (subscription !== undefined && !(typeof subscription === 'string' && subscription.length <= 100))
    problems.push('subscription: it is the id of a subscription, or a number that it holds')
  const effective = day === undefined ? undefined : dayOf(day)
  if (effective === null) problems.push('day: it is not a day of the calendar such as 2026-03-31')
  const read = readDeed(deed, said)
  if (!read.ok) problems.push(...read.problems.map(({ field, problem }) => `${field}: ${problem}`))
  if (!read.ok || effective === null || problems.length > 0)
    return { ok: false, reason: 'wrong-fields', detail: `${problems.join('; ')}.` }
  const of = subscription === undefined ? null : String(subscription)
  return { ok: true, asked: { account: reference, fields: read.fields, subscription: of, effective } }
}

function dayOf(value: unknown): Temporal.PlainDate | null {
  return typeof value === 'string' && GivenDay.safeParse(value).success ? Temporal.PlainDate.from(value) : null
}
