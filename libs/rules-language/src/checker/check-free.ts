// Nothing is free by accident: a price of nothing is written `free`.
import type { Spot } from '../vocabulary/declarations.ts'
import type { Report } from './report.ts'

/** `isWhole`: nothing else stands at the spot, so that `free` can take its place. */
export function checkFree(amount: bigint, { spot, isWhole }: { spot: Spot; isWhole: boolean }, report: Report): void {
  if (amount !== 0n) return
  const edits = [{ start: spot.start, end: spot.end, text: 'free' }]
  report.error(spot, 'R0477', 'a price of nothing is written free', {
    expected: ['free', 'a price above 0.00'],
    ...(isWhole ? { fix: { title: 'write free', edits } } : {})
  })
}
