// Work in chunks leaves garbage behind each of them, and V8 lets the heap grow to several times what is alive before it
// collects: memory would follow the number of accounts although nothing of them is kept.
import { setFlagsFromString } from 'node:v8'

/** Collect when the heap is this much larger than what was alive after the last collection. */
const GROWTH_PERCENT = 60

export function keepHeapSteady(): void {
  setFlagsFromString(`--heap-growing-percent=${GROWTH_PERCENT}`)
}
