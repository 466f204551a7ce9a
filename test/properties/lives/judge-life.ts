// What must hold of every life: the books balance, bills add up, nothing posted changes, and the money is the same however it is told and billed.
import type { Registry } from '@farthing/plugin-sdk'
import type { LifeResult } from '@farthing/simulator'
import { type AnyLife, kindOfStep, LAST_DAY, LAST_START, type Step } from './any-life.ts'
import { dayOf, type Fact, isAlike, isOfInvoice } from './kinds-of-facts.ts'
import { booksOf, moneyApart, postedApart } from './compare-lives.ts'
import { isWhole, NO_LIFE, openPlays, type Play } from './play-life.ts'

export interface Verdict {
  /** Why the life is not as it must be; null when all holds. */
  readonly failure: string | null
  /** Steps that no telling of the life refused, and so were compared. */
  readonly compared: number
  readonly invoices: number
  /** How often each kind of step was played, and how often it was left out because a telling refused it. */
  readonly kinds: KindCounts
}

export type KindCounts = Readonly<Record<string, { readonly played: number; readonly refused: number }>>

export interface Judge {
  judge(life: AnyLife): Promise<Verdict>
}

/** One for many lives: it compiles the rules of every market once. */
export function openJudge(registry: Registry): Judge {
  const plays = openPlays(registry)
  return {
    judge: async life => {
      try {
        return await judged(life, plays(life))
      } catch (error) {
        const failure = error instanceof Error ? error.message : String(error)
        return { failure, compared: 0, invoices: 0, kinds: {} }
      }
    }
  }
}

const END = dayOf(LAST_DAY)
const ONCE: readonly Fact[] = [{ on: END, do: 'bill' }]
const MONTHLY: readonly Fact[] = [{ on: END, do: 'advance' }, ...ONCE]
/** Besides the bill days, on demand and far apart. */
const ODDLY: readonly Fact[] = [40, 41, 100, 333].map(day => ({ on: dayOf(day), do: 'bill' }))

function knownOn({ delay, fact }: Step): string {
  return Temporal.PlainDate.from(String(fact['on'] ?? fact['at']).slice(0, 10))
    .add({ days: delay })
    .toString()
}
const prompt = ({ fact }: Step): Fact => fact
const late = (step: Step): Fact => (step.delay === 0 ? step.fact : { ...step.fact, known: knownOn(step) })

/** The same steps in another order of the list, always the same one. */
function reordered(steps: readonly Step[]): Step[] {
  const stride = [7, 11, 13].find(prime => steps.length % prime !== 0) ?? 1
  return steps.map((_, index) => steps[(index * stride) % steps.length] as Step)
}

interface Telling {
  readonly name: string
  readonly steps: (steps: readonly Step[]) => readonly Step[]
  readonly tell: (step: Step) => Fact
  readonly bills: readonly Fact[]
}
const same = (steps: readonly Step[]): readonly Step[] => steps
const asKnown = (steps: readonly Step[]): readonly Step[] =>
  steps.toSorted((one, other) => (knownOn(one) < knownOn(other) ? -1 : Number(knownOn(one) > knownOn(other))))

/** Played in this order: what a life refuses is mostly found by the first, which is soon played, for it works no days. */
const TELLINGS: readonly Telling[] = [
  { name: 'told late, billed once', steps: same, tell: late, bills: ONCE },
  { name: 'told at once, billed every month', steps: same, tell: prompt, bills: MONTHLY },
  { name: 'told late, billed every month', steps: asKnown, tell: late, bills: MONTHLY },
  {
    name: 'told late and in another order, billed on other days too',
    steps: reordered,
    tell: late,
    bills: [...ODDLY, ...MONTHLY]
  }
]

/** A telling that was played to its end. */
interface Told {
  /** What it played, and what of that it refused: a refusal leaves no trace, so that it is the telling of what is left. */
  readonly told: readonly Step[]
  readonly refused: ReadonlySet<Step>
  readonly result: LifeResult
}

async function judged(life: AnyLife, play: Play): Promise<Verdict> {
  const { all, kept } = await playAll(life, play)
  const steps = life.steps.filter(step => kept.has(step))
  const results = all.map(({ result }) => result)
  const [once, , monthly] = all as [Told, Told, Told]
  const failure =
    faultOf(life, steps, results) ?? (await traceLeft(once, play)) ?? (await changedLater(monthly, life, play))
  const invoices = monthly.result.invoices.length
  return { failure, compared: steps.length, invoices, kinds: kindsOf(life, kept) }
}

/** What one telling refuses and another allows is not the same life: each is played again where it did what is left out by then. */
async function playAll(life: AnyLife, play: Play): Promise<{ all: readonly Told[]; kept: ReadonlySet<Step> }> {
  let kept: ReadonlySet<Step> = new Set(life.steps)
  const all: (Told | undefined)[] = TELLINGS.map(() => undefined)
  const isStale = (one: Told | undefined): boolean =>
    one === undefined || one.told.some(step => !kept.has(step) && !one.refused.has(step))
  for (let at = 0; at !== -1; at = all.findIndex(isStale)) {
    const { bills, steps, tell } = TELLINGS[at] as Telling
    const told = steps(life.steps).filter(step => kept.has(step) && (bills !== ONCE || !isOfInvoice(kindOfStep(step))))
    const result = await play([...told.map(tell), ...bills])
    const refused = new Set(result.refused.map(({ fact }) => told[fact - 1] as Step))
    all[at] = isWhole(result) ? { told, refused, result } : undefined
    kept = kept.difference(refused)
  }
  return { all: all as readonly Told[], kept }
}

/** What is refused is as if nobody had told it: judged by the telling that is soonest played. */
async function traceLeft({ refused, result, told }: Told, play: Play): Promise<string | null> {
  if (refused.size === 0) return null
  const { bills, name, tell } = TELLINGS[0] as Telling
  const { opened } = result.account
  const again = await play([...told.filter(step => !refused.has(step)).map(tell), ...bills], { opened })
  if (!isWhole(again)) return `${name}: cannot be played without what it refuses`
  return moneyOf(again) === moneyOf(result) ? null : `${name}: what it refuses leaves a trace`
}

/** Numbers of facts are their places in the list. */
function moneyOf({ balances, invoices, journal }: LifeResult): string {
  return JSON.stringify({ balances, invoices, journal }).replaceAll(
    /\b(deed|fact|payment|refund|top-up|use)-\d+/g,
    '$1'
  )
}

/** The money is compared where it does not depend on when things are told. */
function faultOf({ market }: AnyLife, steps: readonly Step[], results: readonly LifeResult[]): string | null {
  const [, atOnce] = results as [LifeResult, LifeResult]
  const books = named(results, result => booksOf(result, market.decimals))
  if (books !== null || !steps.every(step => isAlike(kindOfStep(step)))) return books
  return named(results, result => moneyApart(atOnce, result))
}

function kindsOf(life: AnyLife, kept: ReadonlySet<Step>): KindCounts {
  const counts: Record<string, { played: number; refused: number }> = {}
  for (const step of life.steps) {
    const count = (counts[kindOfStep(step)] ??= { played: 0, refused: 0 })
    count[kept.has(step) ? 'played' : 'refused']++
  }
  return counts
}

function named(results: readonly LifeResult[], fault: (result: LifeResult) => string | null): string | null {
  for (const [index, result] of results.entries()) {
    const found = fault(result)
    if (found !== null) return `${TELLINGS[index]?.name}: ${found}`
  }
  return null
}

/** What had been posted by some day in the middle, when all its subscriptions had begun, stands in the whole life as it was. */
async function changedLater({ result, told }: Told, { billDay }: AnyLife, play: Play): Promise<string | null> {
  const until = dayOf(LAST_START + 1 + ((billDay * 37) % 200)) // not by the steps, of which a life that is made small loses some
  const early = told.filter(step => knownOn(step) <= until)
  const begun = await play([...early.map(late), { on: until, do: 'advance' }])
  return isWhole(begun) ? postedApart(begun, result) : `${NO_LIFE} as far as ${until}`
}
