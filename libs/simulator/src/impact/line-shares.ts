// What each use adds to lines of usage, by the bills of one side.
import type { UsageInput } from '../bill/index.ts'
import { useAmounts } from '../settled-use/index.ts'
import type { BillInputs } from './bill-inputs.ts'
import type { LineChange } from './line-changes.ts'

/** Micro. */
export interface LineShare {
  /** In all, by the last bill of the range. */
  due: number
  /** By the bill before the range. */
  billed: number
}

/** By the use's id; those that add nothing are left out. */
export type LineShares = ReadonlyMap<string, LineShare>

/** Of one line, due less billed adds up to what the side charges, before it is rounded. */
export function lineShares(
  { last, previous }: Pick<BillInputs, 'last' | 'previous'>,
  lines: readonly LineChange[]
): ReadonlyMap<LineChange, LineShares> {
  const shares = new Map(lines.map(line => [line, new Map<string, LineShare>()]))
  const add = (input: UsageInput, as: keyof LineShare): void => {
    const parked = useAmounts(input, ({ amount, cycle, event, service, subscription, zone }) => {
      if (amount === 0) return
      const line = lines.find(
        each =>
          each.subscription === subscription &&
          each.service === service &&
          (each.zone ?? '') === zone &&
          each.cycle === cycle
      )
      const ofLine = line && shares.get(line)
      ofLine?.set(event, { due: 0, billed: 0, ...ofLine.get(event), [as]: amount })
    })
    // it has been billed: what parks an account parks its bills
    if (parked !== null) throw new Error(parked.detail)
  }
  add(last, 'due')
  if (previous !== null) add(previous, 'billed')
  return shares
}
