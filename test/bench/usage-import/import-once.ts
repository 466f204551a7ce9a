// Imports one file in a process of its own and prints its peak memory, and how long it took to each hundred thousand lines.
import { Persistence, tables } from '@farthing/kernel'
import { keepHeapSteady } from '../../../libs/kernel/src/steady-heap.ts'
import { type ImportOnce, LINES_PER_MARK } from './import-marks.ts'
import { importSample } from './import-sample.ts'

const [url = '', file = ''] = process.argv.slice(2)
// as in every process with a kernel
keepHeapSteady()
const persistence = await Persistence.open({ url, tables, migrate: false })
const marks: number[] = []
const begun = performance.now()
const seconds = (): number => (performance.now() - begun) / 1000
await importSample(persistence, file, ({ lines }) => {
  while (lines >= (marks.length + 1) * LINES_PER_MARK) marks.push(seconds())
})
marks.push(seconds())
await persistence.close()
console.log(JSON.stringify({ rssMb: Math.round(process.resourceUsage().maxRSS / 1000), marks } satisfies ImportOnce))
