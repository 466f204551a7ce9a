// Who is above whom, by day.
import type { PartnersAbove } from '@farthing/billing-core'
import { compareDates } from '@farthing/billing-core/values'
import { sql, type Writer } from '../persistence/index.ts'

export interface ParentSince {
  readonly partner: string
  /** Null: nobody. */
  readonly parent: string | null
  readonly from: Temporal.PlainDate
}

/** More layers than these are a ring. */
export const MOST_LAYERS = 20

/** In order of the day; of one day the later entered comes later. */
export async function parentsOf(writer: Writer, tenant: string): Promise<ParentSince[]> {
  const rows = await sql<{ partner: string; parent: string | null; from_date: string }>(
    writer,
    'select partner, parent, from_date::text from partner_parent where tenant = $1 order by from_date, id',
    [tenant]
  )
  return rows.map(({ from_date: from, parent, partner }) => ({ partner, parent, from: Temporal.PlainDate.from(from) }))
}

export function partnersAbove(parents: readonly ParentSince[]): PartnersAbove {
  const byPartner = Map.groupBy(parents, ({ partner }) => partner)
  return ({ partner: seller }, on) => {
    const above: string[] = []
    let partner: string | null = seller
    while (partner !== null && above.length < MOST_LAYERS && !above.includes(partner)) {
      above.push(partner)
      partner = byPartner.get(partner)?.findLast(({ from }) => compareDates(from, on) <= 0)?.parent ?? null
    }
    return above
  }
}

/** Would a partner be above itself, on this day or on one that follows? */
export function closesRing(parents: readonly ParentSince[], added: ParentSince): boolean {
  const all = [...parents, added].toSorted((a, b) => compareDates(a.from, b.from))
  const days = all.map(({ from }) => from).filter(from => compareDates(from, added.from) >= 0)
  return days.some(day => {
    const parentOf = (partner: string) =>
      all.findLast(each => each.partner === partner && compareDates(each.from, day) <= 0)?.parent ?? null
    let above = parentOf(added.partner)
    for (let layer = 0; above !== null && layer < MOST_LAYERS; layer += 1) {
      if (above === added.partner) return true
      above = parentOf(above)
    }
    return above !== null
  })
}
