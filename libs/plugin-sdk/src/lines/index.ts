export { FieldScanner, type ScanFault } from './field-scanner.ts'
export { decimalTicks } from './decimal-ticks.ts'
export { ZonedTimes } from './zoned-times.ts'
