// Takes chunks of bill runs from the queue, in processes that work.
import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common'
import { KernelSettings } from '../persistence/index.ts'
import { Jobs } from '../scheduling/index.ts'
import { BillingRunService, CHUNK_QUEUE, type ChunkJob } from './billing-run.service.ts'

@Injectable()
export class ChunkConsumer implements OnApplicationBootstrap {
  constructor(
    @Inject(Jobs) private readonly jobs: Jobs,
    @Inject(BillingRunService) private readonly runs: BillingRunService,
    @Inject(KernelSettings) private readonly settings: KernelSettings
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    if (!this.settings.works) return
    await this.jobs.work<ChunkJob>(CHUNK_QUEUE, {}, async jobs => {
      for (const { data } of jobs) await this.runs.workChunk(data)
    })
  }
}
