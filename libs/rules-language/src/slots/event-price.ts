// What an event costs: a price, prices of its parts, a part of its value, or a table of tiers.
import type { EventPrice, PriceStep } from '../signature/slot-value.ts'
import { percentOf, priceOf, quantityOf } from './amounts.ts'
import { bad, good, type Judged } from './judged.ts'
import { nameOf } from './plain-values.ts'
import { spanOfMeasure, type WrittenEventPrice } from './written.ts'

export function eventPriceOf(written: WrittenEventPrice): Judged<EventPrice> {
  if (written.kind === 'percent') {
    const percent = percentOf(written.measure)
    return percent.ok ? good({ kind: 'percent', percent: percent.value }) : percent
  }
  if (written.kind === 'tiers') {
    const name = nameOf(written.table)
    return name.ok ? good({ kind: 'tiers', table: name.value }) : name
  }
  const steps: PriceStep[] = []
  for (const [index, step] of written.steps.entries()) {
    const price = priceOf(step.price)
    if (!price.ok) return price
    const length = step.length === null ? good(null) : quantityOf(step.length)
    if (!length.ok) return length
    if (step.length !== null && length.value?.micro === 0n) {
      return bad('R0037', spanOfMeasure(step.length), 'a part of an event is more than nothing')
    }
    const isMisnamed = step.word !== null && step.word.image !== (index === 0 ? 'first' : 'next')
    steps.push({ price: price.value, length: length.value, ...(isMisnamed ? { isMisnamed } : {}) })
  }
  const [only] = steps
  return only !== undefined && steps.length === 1 ? good(only.price) : good({ kind: 'steps', steps })
}
