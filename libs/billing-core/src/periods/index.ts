export { billDates, checkBillDay, nextBillDate } from './bill-day.ts'
export {
  type Alignment,
  endAfter,
  type PeriodLength,
  formatPeriodLength,
  periodContaining,
  periodsFrom
} from './period.ts'
export { type CutPeriod, type DatedAlignment, cutPeriod } from './dated-alignment.ts'
export { type UndividedPeriod, undividedPeriod } from './undivided-period.ts'
