import { withKernel } from '../installation/open-kernel.ts'
import { stopAsked } from '../installation/stop-asked.ts'
import type { Terminal } from '../terminal.ts'

/** `farthing worker`: takes jobs from the queues until it is told to stop. Any number may run, here and elsewhere. */
export async function worker(options: { readonly json?: true }, terminal: Terminal): Promise<void> {
  await withKernel({ command: 'farthing worker', works: true }, async () => {
    if (options.json) terminal.out(`${JSON.stringify({ working: true, pid: process.pid })}\n`)
    else terminal.out(`Worker ${process.pid} takes jobs. Stop with Ctrl+C.\n`)
    await stopAsked()
  })
}
