// Usage that comes as events over HTTP, rated and stored before it is answered: one request is one small import.
import type { UsageFormat } from '@farthing/plugin-sdk'
import type { RuleSet } from '@farthing/rules-language'
import { Inject, Injectable } from '@nestjs/common'
import type { Outcome } from '../http/index.ts'
import { Clock, KernelSettings, Persistence } from '../persistence/index.ts'
import { PluginRegistry } from '../plugin-host/index.ts'
import { canonicalIdentity } from '../subscriptions/index.ts'
import { LONGEST_LINE_BYTES } from '../usage-file/index.ts'
import type { UsageImport } from './import-book.ts'
import { ImportRegister } from './import-register.ts'
import { LineEncoder, type LineProblem } from './line-encoder.ts'
import { type RatingSetup, RatingSetups } from './rating-setup.ts'
import { UsageChunk } from './usage-chunk.ts'
import { writeClasses } from './usage-classes.ts'
import { writeChunk } from './write-chunk.ts'

/** An event that could not be rated: whether it is new in quarantine or has been there before. */
export interface EventProblem extends LineProblem {
  /** Place in the request, from 0. */
  readonly index: number
  /** Its id in quarantine. */
  readonly event: string
}

export interface TakenEvents {
  readonly import: UsageImport
  readonly problems: readonly EventProblem[]
}

export type EventsRefusal = 'no-event-format' | 'no-rules-published'

/** Of what each event is: a plugin reads it. */
export const EVENT_FORMAT = 'json-events'

@Injectable()
export class UsageEventIntake {
  constructor(
    @Inject(Persistence) private readonly persistence: Persistence,
    @Inject(RatingSetups) private readonly setups: RatingSetups,
    @Inject(PluginRegistry) private readonly plugins: PluginRegistry,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(ImportRegister) private readonly register: ImportRegister,
    @Inject(KernelSettings) private readonly settings: KernelSettings
  ) {}

  /** Each event counts once for ever, by its id; what cannot be rated waits in quarantine like a line of a file. */
  async take(events: readonly unknown[]): Promise<Outcome<TakenEvents, EventsRefusal>> {
    const format = this.plugins.registry.usageFormats.get(EVENT_FORMAT)
    if (format === undefined) {
      return {
        ok: false,
        reason: 'no-event-format',
        detail: `No plugin reads ${EVENT_FORMAT}: put plugins/${EVENT_FORMAT} back.`
      }
    }
    const lines = events.map(event => JSON.stringify(event))
    const setup = await this.setups.prepare(rules => identitiesOf(lines, format, rules))
    if (setup === null) {
      return { ok: false, reason: 'no-rules-published', detail: 'No rules are published yet. Run farthing publish.' }
    }
    const { asOf } = setup
    const news = { kind: 'events', name: 'events', format: EVENT_FORMAT, header: null, head: null, asOf } as const
    return this.register.beginBrief(news, async id => {
      const { problems, notes } = await this.#store(id, lines, { format, setup })
      const ended = await this.register.end(id, { digest: null, problem: null, notes })
      return { ok: true, value: { import: ended, problems } }
    })
  }

  async #store(
    importId: number,
    lines: readonly string[],
    { format, setup }: { readonly format: UsageFormat; readonly setup: RatingSetup }
  ): Promise<{ readonly problems: EventProblem[]; readonly notes: readonly string[] }> {
    const { tenant } = this.settings
    const { rating, rows, zone, units } = setup
    const opened = format.open({ header: null, zone, units })
    if (!opened.ok) throw new Error(opened.problem)
    const problems: EventProblem[] = []
    const onQuarantined = (problem: LineProblem, event: string, line: number): void => {
      const { field, reason, detail } = problem
      problems.push({ index: line - 1, event, field, reason, detail })
    }
    const encoder = new LineEncoder({ tenant, importId, format: format.code, opened, rating, rows, onQuarantined })
    const chunk = new UsageChunk()
    lines.forEach((line, index) => {
      const tooLong = Buffer.byteLength(line) > LONGEST_LINE_BYTES
      encoder.encode(chunk, tooLong ? beginningOf(line) : line, index + 1, tooLong ? 'line-too-long' : null)
    })
    chunk.end = lines.length
    const classes = rows.classes.takeNews()
    if (classes.length > 0) await this.persistence.bulk(tenant, client => writeClasses(client, tenant, classes))
    await writeChunk({ persistence: this.persistence, clock: this.clock, tenant, importId }, chunk)
    return { problems, notes: encoder.notes() }
  }
}

/** Who may have to pay for these: a request asks for few of all subscribers. */
function identitiesOf(lines: readonly string[], format: UsageFormat, { operator, units }: RuleSet): string[] {
  const opened = format.open({ header: null, zone: operator.zone, units })
  if (!opened.ok) throw new Error(opened.problem)
  const identities = lines.flatMap(line => {
    const parsed = opened.parse(line)
    return parsed.kind === 'record' ? [canonicalIdentity(parsed.record.subscriber, operator.dialling)] : []
  })
  return [...new Set(identities)]
}

/** The beginning and the length: enough to find the event and to know it again. One byte a character, as lines that are no text come. */
function beginningOf(line: string): string {
  return `${Buffer.from(line.slice(0, 1024)).toString('latin1')}...${line.length}`
}
