// Charges of events that are told apart by their number, the second suspension: what was billed of them keeps its number by its day.
import { sameDate } from '../values/index.ts'
import type { BilledCharge, TargetCharge } from './target-charge.ts'

/**
 * An event has the number under which its day was billed; one of a day that was not takes that of a day that holds no
 * event any more, for it was dated anew, as long as the line would say the same; others have numbers of their own.
 */
export function keyedAsBilled(
  targets: readonly TargetCharge[],
  billed: readonly BilledCharge[]
): readonly TargetCharge[] {
  const likes = Map.groupBy(
    targets.filter(({ numbered }) => numbered),
    ({ key }) => unnumbered(key)
  )
  if (likes.size === 0) return targets
  const types = new Set([...likes.values()].flatMap(events => events.map(({ type }) => type)))
  const lines = Map.groupBy(
    billed.filter(({ type }) => types.has(type)),
    ({ key }) => unnumbered(key)
  )
  const numbers = new Map<TargetCharge, number>()
  for (const [like, events] of likes) {
    const before = lines.get(like)
    if (before !== undefined) for (const [event, number] of numbersOf(events, before)) numbers.set(event, number)
  }
  return targets.map(target => {
    const number = numbers.get(target)
    return number === undefined ? target : withNumber(target, number)
  })
}

/** An event that stands billed. */
interface BilledEvent {
  readonly number: number
  readonly on: Temporal.PlainDate
  readonly description: string
}

function numbersOf(events: readonly TargetCharge[], lines: readonly BilledCharge[]): Map<TargetCharge, number> {
  const free = new Set(billedEvents(lines))
  const found = new Map<TargetCharge, number>()
  const takeOver = (fits: (event: TargetCharge, billed: BilledEvent) => boolean): void => {
    for (const event of events) {
      const same = found.has(event) ? undefined : [...free].find(billed => fits(event, billed))
      if (same === undefined) continue
      found.set(event, same.number)
      free.delete(same)
    }
  }
  takeOver(({ from }, { on }) => sameDate(on, from))
  takeOver(({ description }, billed) => billed.description === description)
  const taken = new Set(lines.map(({ key }) => numberOf(key)))
  let next = 1
  for (const event of events) {
    if (found.has(event)) continue
    while (taken.has(next)) next += 1
    found.set(event, next++)
  }
  return found
}

function billedEvents(lines: readonly BilledCharge[]): BilledEvent[] {
  return [...Map.groupBy(lines, ({ key }) => key)].flatMap(([key, own]) => {
    const last = own.findLast(({ covers }) => covers !== null)
    const isGivenBack = own.reduce((sum, { amount }) => sum + amount, 0n) === 0n
    return last?.covers == null || isGivenBack
      ? []
      : [{ number: numberOf(key), on: last.covers.from, description: last.description }]
  })
}

const NUMBER = /\d+$/

function unnumbered(key: string): string {
  return key.replace(NUMBER, '')
}

function numberOf(key: string): number {
  return Number(NUMBER.exec(key)?.[0])
}

function withNumber(target: TargetCharge, number: number): TargetCharge {
  const [key, series] = [target.key, target.series].map(name => name.replace(NUMBER, String(number)))
  return key === undefined || series === undefined ? target : { ...target, key, series }
}
