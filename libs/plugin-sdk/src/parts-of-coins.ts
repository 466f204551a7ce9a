import type { DeedFields } from '@farthing/billing-core'
import { parseDecimal, partOfCoin } from '@farthing/billing-core/values'
import type { Deed } from './deed.ts'
import type { DeedFieldProblem } from './read-deed.ts'

/** What a deed says of money that nobody can pay in the account's currency. Its fields were read by `readDeed`. */
export function partsOfCoins({ fields }: Pick<Deed, 'fields'>, said: DeedFields, currency: string): DeedFieldProblem[] {
  return Object.entries(fields).flatMap(([field, { kind }]) => {
    const value = said[field]
    if (kind !== 'money' || value === undefined) return []
    const problem = partOfCoin(parseDecimal(String(value)), currency)
    return problem === null ? [] : [{ field, problem }]
  })
}
