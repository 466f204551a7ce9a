// How runs are timed, and how a benchmark of them says what it found.
import type { Persistence } from '@farthing/kernel'
import { hundredths } from '../hundredths.ts'
import { median } from '../median.ts'
import { forget } from './bill-run-sample.ts'

export interface BenchResult {
  readonly bench: string
  readonly ratio: number
  readonly ours: number
  readonly bound: number
  readonly unit: string
  readonly rss_mb: number
  readonly [more: string]: string | number
}

/** Of work that begins without any bills. */
export async function seconds(persistence: Persistence, work: () => Promise<void>): Promise<number> {
  await forget(persistence)
  const begun = performance.now()
  await work()
  return (performance.now() - begun) / 1000
}

export function result(bench: string, rates: readonly [number, number][]): BenchResult {
  const [ours, bound] = [median(rates.map(([mine]) => mine)), median(rates.map(([, theirs]) => theirs))]
  const ratio = hundredths(median(rates.map(([mine, theirs]) => mine / theirs)))
  return { bench, ratio, ours: Math.round(ours), bound: Math.round(bound), unit: 'invoices/s', rss_mb: 0 }
}
