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
      const known = await readAlerts(tx, tenant)
      const told = known.map(each => each.name)
      const passed = passedLimits(summary, quarantineLimits, { now, told })
      const news = passed.filter(name => !told.includes(name))
      const over = told.filter(name => !passed.includes(name))
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

/** In 30 days: of ten lines one is ten percent, and nobody has to be woken. */
export const LEAST_LINES = 1_000

/** A limit that was told is kept again only below this part of it: what hovers about a limit is told once. */
const SURELY_WITHIN = 0.9

/** Those that are passed now. `told`: those that were passed before. */
export function passedLimits(
  { lines, oldest, share }: Pick<QuarantineSummary, 'lines' | 'oldest' | 'share'>,
  limits: QuarantineLimits,
  { now, told }: { readonly now: Temporal.Instant; readonly told: readonly LimitName[] }
): LimitName[] {
  const hoursOld = oldest === null ? 0 : now.since(oldest).total('hours')
  const isPassed = (name: LimitName, is: number, limit: number | undefined): boolean => {
    if (limit === undefined) return false
    return is > limit || (told.includes(name) && is > 0 && is >= limit * SURELY_WITHIN)
  }
  const passed: LimitName[] = []
  const isEnough = lines >= (limits.leastLines ?? LEAST_LINES)
  if (isEnough && isPassed('share', share, limits.share)) passed.push('share')
  if (isPassed('age', hoursOld, limits.ageHours)) passed.push('age')
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
