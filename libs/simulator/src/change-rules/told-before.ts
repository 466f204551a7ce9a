// A deed with an identity is done once: told again it is answered as before, or refused where it says something else.
import type { AccountHistory, DeedDone, DeedFields } from '@farthing/billing-core'
import { formatAmount, parseDecimal } from '@farthing/billing-core/values'
import type { Deed } from '@farthing/plugin-sdk'

export interface ToldDeed {
  readonly fields: DeedFields
  readonly subscription: string | null
  /** The day, where it was said. */
  readonly effective?: Temporal.PlainDate | undefined
  readonly supersedes?: string | null | undefined
}

/** Null: it is new. */
export type ToldBefore = { readonly known: DeedDone } | { readonly reason: string } | null

/** The values of its identity, in their order; null where the deed has none. */
export function identityOf({ knownBy = [] }: Pick<Deed, 'knownBy'>, fields: DeedFields): string[] | null {
  return knownBy.length === 0 ? null : knownBy.map(name => String(fields[name]))
}

/** Among the deeds that stand, without the one that it replaces. */
export function toldBefore(deed: Deed, told: ToldDeed, history: AccountHistory): ToldBefore {
  const { knownBy = [] } = deed
  const identity = identityOf(deed, told.fields)
  if (identity === null) return null
  const known = history.deeds.find(done => {
    const isOfName = done.deed === deed.name && done.id !== told.supersedes
    return isOfName && knownBy.every(name => done.fields[name] === told.fields[name])
  })
  if (known === undefined) return null
  const differs = difference(deed, { known, told }, history.currency)
  if (differs === null) return { known }
  const since = `${identity.join(' of ')} is known since ${known.effective}`
  return { reason: `${since} ${differs}: correct it by what it replaces` }
}

function difference(
  { fields }: Deed,
  { known, told }: { readonly known: DeedDone; readonly told: ToldDeed },
  currency: string
): string | null {
  const other = Object.keys(fields).find(name => {
    return fields[name]?.checkOnly !== true && known.fields[name] !== told.fields[name]
  })
  if (other !== undefined) {
    const [was, is] = [known.fields[other], told.fields[other]].map(value => {
      if (value === undefined) return 'none'
      return fields[other]?.kind === 'money' ? formatAmount(parseDecimal(String(value)), currency) : String(value)
    })
    return `with ${other} ${was}, not ${is}`
  }
  if ((known.subscription ?? null) !== told.subscription) return 'for another subscription'
  if (told.effective !== undefined && !told.effective.equals(known.effective))
    return `and is of that day, not of ${told.effective}`
  const replaces = told.supersedes ?? null
  return replaces === null || replaces === known.supersedes ? null : 'and is not what that one was replaced by'
}
