// Behind each line of usage that moved: the use whose share of it moved furthest, as the bills of either side explain it.
import { type Explanation, formatDecimal, type Step } from '@farthing/billing-core/values'
import { type SettledUse, settledUses } from '../settled-use/index.ts'
import { type BillInputs, billInputs, sideUsage } from './bill-inputs.ts'
import type { ImpactAccount, Use } from './impact-account.ts'
import type { ImpactSide, ImpactSides } from './impact-side.ts'
import type { LineChange } from './line-changes.ts'
import { type LineShare, lineShares, type LineShares } from './line-shares.ts'

export interface SampleUse {
  readonly usage: string
  /** Epoch milliseconds. */
  readonly startedAt: number
  readonly to: string
  /** IANA zone of the account, on whose clock it is told. */
  readonly clock: string
  /** Its share of the line, as the side's bills come to it; null where the side cannot rate it. */
  readonly before: Explanation | null
  readonly after: Explanation | null
}

/** None for a line that is not of usage, and for one that moved without any of its uses: by another rounding. */
export function sampleUses(
  account: ImpactAccount,
  sides: ImpactSides,
  lines: readonly LineChange[]
): ReadonlyMap<LineChange, SampleUse> {
  const ofUsage = lines.filter(({ cycle }) => cycle !== null)
  if (ofUsage.length === 0) return new Map()
  const before = sideLines(sides.before, account, { lines: ofUsage, waiting: account.waiting.before })
  const after = sideLines(sides.after, account, { lines: ofUsage, waiting: account.waiting.after })
  const furthest = new Map<LineChange, string>()
  for (const line of ofUsage) {
    const event = furthestUse(line, before.shares.get(line), after.shares.get(line))
    if (event !== null) furthest.set(line, event)
  }
  const asked = new Set(furthest.values())
  const [old, now] = [settledBy(before, asked), settledBy(after, asked)]
  return new Map(
    Array.from(furthest, ([line, event]) => {
      const use = [...account.uses, ...account.waiting.before, ...account.waiting.after].find(({ id }) => id === event)
      if (use === undefined) throw new Error(`a bill of account ${account.number} has ${event}, which is no use of it`)
      const { id, startedAt, to } = use
      const told = { before: explained(line, before, old.get(id)), after: explained(line, after, now.get(id)) }
      return [line, { usage: id, startedAt, to, clock: account.history.zone, ...told }] as const
    })
  )
}

interface SideLines {
  readonly inputs: BillInputs
  readonly shares: ReadonlyMap<LineChange, LineShares>
}

function sideLines(
  side: ImpactSide,
  account: ImpactAccount,
  { lines, waiting }: { readonly lines: readonly LineChange[]; readonly waiting: readonly Use[] }
): SideLines {
  const inputs = billInputs(side, account, sideUsage(side, account, waiting))
  return { inputs, shares: lineShares(inputs, lines) }
}

function settledBy({ inputs }: SideLines, asked: ReadonlySet<string>): ReadonlyMap<string, SettledUse> {
  const settled = settledUses(inputs.last, asked)
  if (!settled.ok) throw new Error(settled.detail)
  return settled.uses
}

const NONE: LineShare = { due: 0, billed: 0 }

/** In the direction of the line; of those that moved as far, the first. */
function furthestUse(
  { change }: LineChange,
  before: LineShares | undefined,
  after: LineShares | undefined
): string | null {
  const direction = change < 0n ? -1 : 1
  let [furthest, distance]: [string | null, number] = [null, 0]
  for (const event of new Set([...(before?.keys() ?? []), ...(after?.keys() ?? [])])) {
    const [old, now] = [before?.get(event) ?? NONE, after?.get(event) ?? NONE]
    const moved = (now.due - now.billed - (old.due - old.billed)) * direction
    if (moved > distance) [furthest, distance] = [event, moved]
  }
  return furthest
}

/** As the bill explains the use, and then what of it is the line's, where that is not all. */
function explained(line: LineChange, { shares }: SideLines, use: SettledUse | undefined): Explanation | null {
  if (use === undefined) return null
  const { amount, event, explanation } = use
  const { billed, due } = shares.get(line)?.get(event) ?? NONE
  const share = formatDecimal(BigInt(due - billed), 6)
  const steps = due === amount ? explanation.steps : [elsewhere(line, explanation)]
  const already = `already billed ${formatDecimal(BigInt(billed), 6)}`
  const rest: Step[] = billed === 0 ? [] : [{ step: 'amount', detail: already, result: share }]
  return { ...explanation, steps: [...steps, ...rest], amount: share }
}

/** 'on the line of national' -> '2.890000' */
function elsewhere(line: LineChange, { amount, inputs: { zone = '' } }: Explanation): Step {
  const where = zone === (line.zone ?? '') ? 'another cycle' : zone === '' ? 'no zone' : zone
  return { step: 'amount', detail: `on the line of ${where}`, result: amount }
}
