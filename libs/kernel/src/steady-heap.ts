// Work in chunks leaves garbage behind each of them, and V8 lets the heap grow to several times what is alive before it
// collects: memory would follow the number of accounts although nothing of them is kept.
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** Collect when the heap is this much larger than what was alive after the last collection. */
const GROWTH_PERCENT = 30

/** Collects once: V8 reckons its next limit at the end of a collection, and the present one comes from before the flag. */
export function keepHeapSteady(): void {
  setFlagsFromString(`--heap-growing-percent=${GROWTH_PERCENT}`)
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  setFlagsFromString('--no-expose-gc')
  collect()
}
