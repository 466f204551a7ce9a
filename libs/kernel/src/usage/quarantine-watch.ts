// Tells once when quarantine passes a limit of the operator, and once when it is within it again.
import { Inject, Injectable, Logger } from '@nestjs/common'
import { MessageQueue } from '../messages/index.ts'
import {
  Clock,
  KernelSettings,
  Outbox,
  Persistence,
  sql,
  type QuarantineLimits,
  type Transaction
} from '../persistence/index.ts'
import { operatorMessage } from './quarantine-message.ts'
import { type QuarantineSummary, summariseQuarantine } from './quarantine-summary.ts'

export type LimitName = 'share' | 'age'

/** A limit that is passed. */
export interface QuarantineAlert {
  readonly name: LimitName
  readonly since: Temporal.Instant
}

@Injectable()
export class QuarantineWatch {
  readonly #log = new Logger('usage-quarantine')

  constructor(
    @Inject(Persistence) private readonly persistence: Persistence,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(MessageQueue) private readonly messages: MessageQueue,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(KernelSettings) private readonly settings: KernelSettings
  ) {}

  /**
   * Compares quarantine with the limits; returns those that are passed. Each change is an event (`usage-quarantine.beyond-limit`,
   * `.within-limit`) and a message to the operator.
   */
  async look(): Promise<QuarantineAlert[]> {
    const { tenant, quarantineLimits } = this.settings
    const now = this.clock.now()
    return this.persistence.transaction(tenant, async tx => {
      // one look at a time, or two processes would tell the same twice
      await sql(tx, 'select pg_advisory_xact_lock(hashtextextended($1, 0))', [
        `farthing:usage-quarantine-watch:${tenant}`
      ])
      const summary = await summariseQuarantine(tx, tenant, now)
      const passed = passedLimits(summary, quarantineLimits, now)
      const known = await readAlerts(tx, tenant)
      const news = passed.filter(name => !known.some(each => each.name === name))
      const over = known.filter(each => !passed.includes(each.name)).map(each => each.name)
      await writeAlerts(tx, tenant, { news, over, now })
      await this.#tell(tx, 'beyond', news, summary)
      await this.#tell(tx, 'within', over, summary)
      return readAlerts(tx, tenant)
    })
  }

  async #tell(
    tx: Transaction,
    side: 'beyond' | 'within',
    names: readonly LimitName[],
    summary: QuarantineSummary
  ): Promise<void> {
    const { count, lines, share, oldest } = summary
    const limits = this.settings.quarantineLimits
    const payload = { count, lines, share, oldest: oldest?.toString() ?? null, limits }
    const { tenant } = this.settings
    const topic = `usage-quarantine.${side}-limit`
    await this.outbox.add(
      tx,
      tenant,
      names.map(subject => ({ topic, subject, payload }))
    )
    const dueOn = this.clock.now().toZonedDateTimeISO('UTC').toPlainDate()
    const news = names.map(name => operatorMessage({ name, side, dueOn }, summary, limits))
    await this.messages.add(tx, tenant, news)
    for (const { text } of news) this.#log.warn(text)
  }

  /** Whether there is a limit. */
  get watches(): boolean {
    const { share, ageHours } = this.settings.quarantineLimits
    return share !== undefined || ageHours !== undefined
  }
}

/** Those that are passed now. */
export function passedLimits(
  { share, oldest }: Pick<QuarantineSummary, 'share' | 'oldest'>,
  limits: QuarantineLimits,
  now: Temporal.Instant
): LimitName[] {
  const passed: LimitName[] = []
  if (limits.share !== undefined && share > limits.share) passed.push('share')
  const { ageHours } = limits
  const tooOld = ageHours !== undefined && oldest !== null
  if (tooOld && Temporal.Instant.compare(oldest, now.subtract({ hours: ageHours })) < 0) passed.push('age')
  return passed
}

export async function readAlerts(writer: Transaction, tenant: string): Promise<QuarantineAlert[]> {
  const rows = await sql<{ name: LimitName; since: string }>(
    writer,
    'select name, since::text from usage_alert where tenant = $1 order by name desc',
    [tenant]
  )
  return rows.map(({ name, since }) => ({ name, since: Temporal.Instant.from(since) }))
}

async function writeAlerts(
  tx: Transaction,
  tenant: string,
  {
    news,
    over,
    now
  }: { readonly news: readonly LimitName[]; readonly over: readonly LimitName[]; readonly now: Temporal.Instant }
): Promise<void> {
  await sql(tx, 'delete from usage_alert where tenant = $1 and name = any($2)', [tenant, over])
  await sql(tx, 'insert into usage_alert (tenant, name, since) select $1, name, $3 from unnest($2::text[]) as name', [
    tenant,
    news,
    now.toString()
  ])
}
