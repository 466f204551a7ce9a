// What Prometheus is told: usage, quarantine and reservations as the database has them, and how long this process took to answer.
import { formatDecimal } from '@farthing/billing-core/values'
import { Inject, Injectable, type OnModuleInit, Optional } from '@nestjs/common'
import { HttpAdapterHost } from '@nestjs/core'
import { Counter, Gauge, Histogram, Registry } from 'prom-client'
import { ChargingFigures, type CreditFigures, type ReservationFigures } from '../charging/index.ts'
import { Inbox } from '../inbox/index.ts'
import { Clock } from '../persistence/index.ts'
import { RadiusListener } from '../radius/index.ts'
import { UsageFigureBook, type UsageFigures } from '../usage/index.ts'

/** Seconds: most answers take some milliseconds, a file that is sent may take minutes. */
const DURATIONS = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 60]
const MS_PER_SECOND = 1000
const LIMITS = ['share', 'age'] as const

interface TimedServer {
  addHook(name: 'onResponse', hook: (request: TimedRequest, reply: TimedReply, done: () => void) => void): void
}
interface TimedRequest {
  readonly method: string
  readonly routeOptions: { readonly url?: string }
}
interface TimedReply {
  readonly statusCode: number
  /** Milliseconds. */
  readonly elapsedTime: number
}

@Injectable()
export class Metrics implements OnModuleInit {
  readonly #registry = new Registry()
  readonly #requests = new Histogram({
    name: 'farthing_http_request_duration_seconds',
    help: 'Time from the first byte of a request to the last of its answer, of this process.',
    labelNames: ['method', 'route', 'status'],
    buckets: DURATIONS,
    registers: [this.#registry]
  })
  readonly #lines = new Counter({
    name: 'farthing_usage_lines_total',
    help: 'Lines of usage read since ever, by what became of them; its rate is the speed of imports.',
    labelNames: ['outcome'],
    registers: [this.#registry]
  })
  readonly #running = this.#gauge('farthing_usage_imports_running', 'Imports and retries that are not at their end.')
  readonly #lastEnd = this.#gauge(
    'farthing_usage_last_import_timestamp_seconds',
    'When an import last came to its end.'
  )
  readonly #inboxFiles = this.#gauge('farthing_usage_inbox_files', 'Files that wait in the inbox of this process.')
  readonly #inboxLag = this.#gauge(
    'farthing_usage_inbox_oldest_seconds',
    'How long the oldest of them has waited: the lag of imports.'
  )
  readonly #inboxProblems = this.#gauge(
    'farthing_usage_inbox_problems',
    'Folders of the inbox of which nothing is taken; the list of the inbox says why.'
  )
  readonly #packets = new Counter({
    name: 'farthing_radius_packets_total',
    help: 'Accounting packets that this process received, by what became of them.',
    labelNames: ['outcome'],
    registers: [this.#registry]
  })
  readonly #sessions = this.#gauge('farthing_radius_open_sessions', 'Sessions whose end was not heard yet.')
  readonly #waiting = new Gauge({
    name: 'farthing_usage_quarantine_lines',
    help: 'Lines that wait in quarantine, by reason.',
    labelNames: ['reason'],
    registers: [this.#registry]
  })
  readonly #share = this.#gauge(
    'farthing_usage_quarantine_share',
    'Of the lines read in the last 30 days, the part that waits: 0 to 1.'
  )
  readonly #oldest = this.#gauge(
    'farthing_usage_quarantine_oldest_seconds',
    'How long the oldest line in quarantine has waited.'
  )
  readonly #alerts = new Gauge({
    name: 'farthing_usage_quarantine_alert',
    help: '1 while quarantine is beyond this limit of the operator.',
    labelNames: ['limit'],
    registers: [this.#registry]
  })
  readonly #reservations = this.#gauge(
    'farthing_charging_reservations',
    'Sessions that are being charged, whose quotas pockets hold.'
  )
  readonly #reservationAge = this.#gauge(
    'farthing_charging_reservation_oldest_seconds',
    'How long the oldest of them is open.'
  )
  readonly #overdue = this.#gauge(
    'farthing_charging_reservation_overdue_seconds',
    'How long one of them should have reported or been closed: more than a minute or two says that nobody closes them.'
  )
  readonly #credit = new Gauge({
    name: 'farthing_charging_credit',
    help: 'Money that was charged beyond what pockets paid (owed) or is granted beyond what they hold (held), of cycles that began within the last 31 days.',
    labelNames: ['currency', 'part'],
    registers: [this.#registry]
  })
  readonly #creditors = this.#gauge(
    'farthing_charging_credit_subscriptions',
    'Subscriptions that have taken some of the credit of such a cycle.'
  )

  constructor(
    @Inject(UsageFigureBook) private readonly figures: UsageFigureBook,
    @Inject(ChargingFigures) private readonly charging: ChargingFigures,
    @Inject(Inbox) private readonly inbox: Inbox,
    @Inject(RadiusListener) private readonly radius: RadiusListener,
    @Inject(Clock) private readonly clock: Clock,
    @Optional() @Inject(HttpAdapterHost) private readonly host: HttpAdapterHost | undefined
  ) {}

  /** Every answer is timed, by its route and never by its address, which has no end of values. In a process without HTTP there is nothing to do. */
  onModuleInit(): void {
    const server = this.host?.httpAdapter?.getInstance() as Partial<TimedServer> | undefined
    server?.addHook?.('onResponse', ({ method, routeOptions }, { statusCode, elapsedTime }, done) => {
      const labels = { method, route: routeOptions.url ?? 'none', status: statusCode }
      this.#requests.observe(labels, elapsedTime / MS_PER_SECOND)
      done()
    })
  }

  /** Everything, in the text format of Prometheus. */
  async text(): Promise<string> {
    this.#tell(await this.figures.read())
    this.#tellReservations(await this.charging.reservations())
    this.#tellCredits(await this.charging.credits())
    await this.#tellInbox()
    this.#tellRadius()
    return this.#registry.metrics()
  }

  #tell({ lines, running, lastEnd, quarantine, alerts }: UsageFigures): void {
    this.#lines.reset()
    for (const [outcome, count] of Object.entries(lines)) this.#lines.inc({ outcome }, count)
    this.#running.set(running)
    this.#lastEnd.set(lastEnd === null ? 0 : lastEnd.epochMilliseconds / MS_PER_SECOND)
    this.#waiting.reset()
    for (const { reason, count } of quarantine.reasons) this.#waiting.set({ reason }, count)
    this.#share.set(quarantine.share)
    this.#oldest.set(this.#age(quarantine.oldest))
    for (const limit of LIMITS) this.#alerts.set({ limit }, alerts.some(({ name }) => name === limit) ? 1 : 0)
  }

  #tellReservations({ dueFirst, oldest, open }: ReservationFigures): void {
    this.#reservations.set(open)
    this.#reservationAge.set(this.#age(oldest))
    this.#overdue.set(this.#age(dueFirst))
  }

  #tellCredits(figures: readonly CreditFigures[]): void {
    this.#credit.reset()
    for (const { currency, held, owed } of figures) {
      this.#credit.set({ currency, part: 'owed' }, Number(formatDecimal(owed)))
      this.#credit.set({ currency, part: 'held' }, Number(formatDecimal(held)))
    }
    this.#creditors.set(figures.reduce((sum, { subscriptions }) => sum + subscriptions, 0))
  }

  async #tellInbox(): Promise<void> {
    const { folders, problem } = await this.inbox.list()
    const stopped = problem === null ? folders.filter(folder => folder.problem !== null).length : 1
    this.#inboxProblems.set(stopped)
    const written = folders.flatMap(({ files }) => files.map(({ writtenAt }) => Number(writtenAt / 1_000_000n)))
    this.#inboxFiles.set(written.length)
    this.#inboxLag.set(written.length === 0 ? 0 : this.#secondsSince(Math.min(...written)))
  }

  #tellRadius(): void {
    this.#packets.reset()
    for (const [outcome, count] of this.radius.outcomes) this.#packets.inc({ outcome }, count)
    this.#sessions.set(this.radius.openSessions)
  }

  #age(since: Temporal.Instant | null): number {
    return since === null ? 0 : this.#secondsSince(since.epochMilliseconds)
  }

  #secondsSince(epochMilliseconds: number): number {
    return Math.max(0, (this.clock.now().epochMilliseconds - epochMilliseconds) / MS_PER_SECOND)
  }

  #gauge(name: string, help: string): Gauge {
    return new Gauge({ name, help, registers: [this.#registry] })
  }
}
