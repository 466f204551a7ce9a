// Values that many requests give, within the bounds of what can be kept and billed.
import { FIRST_ENTERED, isCurrency, LAST_ENTERED } from '@farthing/billing-core/values'
import { z } from 'zod'

/** A day. */
export const GivenDay = z.iso
  .date({ error: 'not a day of the calendar such as 2026-03-31', abort: true })
  .refine(day => day >= FIRST_ENTERED && day <= LAST_ENTERED, `not a day from ${FIRST_ENTERED} to ${LAST_ENTERED}`)

/** Says how one asks for a single day, which is what `from` = `until` mostly means. For `error` of a refined pair. */
export function dayAfter(from: string, until: string) {
  return ({ input }: { readonly input?: unknown }): string => {
    const day = (input as Readonly<Record<string, unknown>> | undefined)?.[from]
    const one =
      typeof day === 'string' ? `: ${from} ${day}, ${until} ${Temporal.PlainDate.from(day).add({ days: 1 })}` : ''
    return `not a day after ${from}: ${until} is the first day that does not count. One day is asked for so${one}`
  }
}

/** The number of a row that counts from 1, such as that of a usage import; in a path or a query it comes as text. */
export const GivenNumber = z.coerce.number('not a whole number').int().min(1).max(2_147_483_647)

/** An exact amount of money. */
export const GivenAmount = z
  .string()
  .regex(/^-?\d{1,12}(\.\d{1,6})?$/, { error: 'not an amount such as 40.00', abort: true })

/** Of money. */
export const GivenCurrency = z.string().refine(isCurrency, 'not an ISO 4217 code such as EUR')

/** What an account is called by: its id or its number. */
export const GivenAccount = z.string().trim().min(1).max(100).describe('Id or number.')

/** What a subscription of an account is called by: its id, or a number or login that it holds on the day that each request says. */
export const GivenSubscription = z.string().trim().min(1).max(100)

/** Any text that can be kept: for what does not come through the server's own check, such as a cursor. */
export const GivenText = z.string().refine(text => !text.includes('\0') && text.isWellFormed(), 'not plain text')
