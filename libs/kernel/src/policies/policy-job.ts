// When passes are made: every minute, and as soon as usage was imported or money came.
import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleInit } from '@nestjs/common'
import { KernelSettings, OutboxRelay } from '../persistence/index.ts'
import { Jobs, Schedules } from '../scheduling/index.ts'
import { Policies } from './policies.service.ts'

const QUEUE = 'policies'
const AT_ONCE_AFTER = ['usage-import.done', 'usage-import.failed', 'payment.recorded', 'payment.reversed']
/** Waiting jobs that one pass does: each asks for the same. */
const MOST_JOBS_A_PASS = 100

@Injectable()
export class PolicyJob implements OnModuleInit, OnApplicationBootstrap {
  constructor(
    @Inject(Schedules) private readonly schedules: Schedules,
    @Inject(Jobs) private readonly jobs: Jobs,
    @Inject(OutboxRelay) private readonly relay: OutboxRelay,
    @Inject(Policies) private readonly policies: Policies,
    @Inject(KernelSettings) private readonly settings: KernelSettings
  ) {}

  onModuleInit(): void {
    this.schedules.define({ name: QUEUE, rhythm: { every: 'minutes', minutes: 1 }, queue: QUEUE })
    for (const topic of AT_ONCE_AFTER) this.relay.subscribe(topic, () => this.jobs.enqueue(QUEUE, [{ data: {} }]))
  }

  async onApplicationBootstrap(): Promise<void> {
    if (!this.settings.works) return
    await this.jobs.work(QUEUE, { batchSize: MOST_JOBS_A_PASS }, async () => void (await this.policies.pass()))
  }
}
