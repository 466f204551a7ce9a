// Worker processes of a benchmark: they start before the clock does.
import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { BillingRunService } from '@farthing/kernel'
import type { INestApplicationContext } from '@nestjs/common'
import { BILL_DATE } from './bill-run-sample.ts'

interface Answer {
  readonly rssMb: number
}

/** As the README of bill runs says of workers: what lives for a chunk alone is let go cheaply. */
const YOUNG_SPACE = '--max-semi-space-size=64'

export class WorkerFleet {
  readonly #workers: readonly ChildProcess[]

  private constructor(workers: readonly ChildProcess[]) {
    this.#workers = workers
  }

  static async start(url: string, count: number): Promise<WorkerFleet> {
    const script = new URL('bill-worker.ts', import.meta.url)
    const execArgv = [...process.execArgv, YOUNG_SPACE]
    const workers = Array.from({ length: count }, () =>
      fork(script, [url], { execArgv, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
    )
    await Promise.all(workers.map(worker => once(worker, 'message')))
    return new WorkerFleet(workers)
  }

  /** One whole run: drafted, accepted, issued. Returns the most memory that a worker had. */
  async billAll(app: INestApplicationContext): Promise<number> {
    const runs = app.get(BillingRunService)
    const { id } = await runs.start({ billDate: BILL_DATE })
    await this.#work(id)
    await runs.accept(id)
    const issuing = await runs.issue(id)
    if (!issuing.ok) throw new Error(issuing.detail)
    return this.#work(id)
  }

  async stop(): Promise<void> {
    const gone = this.#workers.map(worker => once(worker, 'exit'))
    for (const worker of this.#workers) worker.send({ run: null })
    await Promise.all(gone)
  }

  async #work(run: string): Promise<number> {
    const answers = this.#workers.map(async worker => {
      worker.send({ run })
      const [answer] = (await once(worker, 'message')) as [Answer]
      return answer.rssMb
    })
    return Math.max(...(await Promise.all(answers)))
  }
}
