// Imports one file and prints the process's peak memory in MB.
import { Persistence, tables } from '@farthing/kernel'
import { importSample } from './import-sample.ts'

const [url = '', file = ''] = process.argv.slice(2)
const persistence = await Persistence.open({ url, tables, migrate: false })
await importSample(persistence, file)
await persistence.close()
console.log(process.resourceUsage().maxRSS / 1000)
