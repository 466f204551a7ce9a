// Usage that comes as events over HTTP, rated and stored before it is answered: small requests together, as one import.
import { UsageEvents, type UsageFormat } from '@farthing/plugin-sdk'
import type { RuleSet } from '@farthing/rules-language'
import { Inject, Injectable } from '@nestjs/common'
import type { Outcome } from '../http/index.ts'
import { Batches, Clock, KernelSettings, Persistence } from '../persistence/index.ts'
import { PluginRegistry } from '../plugin-host/index.ts'
import { identitySpellings } from '@farthing/simulator'
import { EventBatch, type TakenEvents } from './event-batch.ts'
import { ImportRegister } from './import-register.ts'
import { type RatingSetup, RatingSetups } from './rating-setup.ts'
import { writeClasses } from './usage-classes.ts'
import { inTransaction, putChunk } from './write-chunk.ts'

export type EventsRefusal = 'no-event-format' | 'no-rules-published'
type Taken = Outcome<TakenEvents, EventsRefusal>

/** Of what each event is: a plugin reads it. */
export const EVENT_FORMAT = 'json-events'
/** A request of more goes alone, so that a batch stays within what a transaction takes of a file. */
const MOST_CHARACTERS_TOGETHER = 32_768

@Injectable()
export class UsageEventIntake {
  private readonly small = new Batches<readonly string[], Taken>(requests => this.#takeTogether(requests))

  constructor(
    @Inject(Persistence) private readonly persistence: Persistence,
    @Inject(RatingSetups) private readonly setups: RatingSetups,
    @Inject(PluginRegistry) private readonly plugins: PluginRegistry,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(ImportRegister) private readonly register: ImportRegister,
    @Inject(KernelSettings) private readonly settings: KernelSettings
  ) {}

  /** Each event counts once for ever, by its id; what cannot be rated waits in quarantine like a line of a file. */
  async take(events: readonly unknown[]): Promise<Taken> {
    const lines = events.map(event => JSON.stringify(event))
    const characters = lines.reduce((sum, line) => sum + line.length, 0)
    if (characters <= MOST_CHARACTERS_TOGETHER) return this.small.ask(lines)
    const [taken] = await this.#takeTogether([lines])
    if (taken === undefined) throw new Error('a request is answered')
    return taken
  }

  /** Answers each in its place, after the commit. */
  async #takeTogether(requests: readonly (readonly string[])[]): Promise<readonly Taken[]> {
    const format = this.plugins.registry.usageFormats.get(EVENT_FORMAT)
    if (format === undefined) {
      const detail = `No plugin reads ${EVENT_FORMAT}: put plugins/${EVENT_FORMAT} back.`
      return requests.map(() => ({ ok: false, reason: 'no-event-format', detail }))
    }
    const setup = await this.setups.prepare(rules => identitiesOf(requests.flat(), format, rules))
    if (setup === null) {
      const detail = 'No rules are published yet. Run farthing publish.'
      return requests.map(() => ({ ok: false, reason: 'no-rules-published', detail }))
    }
    const taken = await this.#store(requests, format, setup)
    return taken.map(value => ({ ok: true, value }))
  }

  async #store(
    requests: readonly (readonly string[])[],
    format: UsageFormat,
    { asOf, rating, rows, units, zone }: RatingSetup
  ): Promise<TakenEvents[]> {
    const { clock, persistence } = this
    const { tenant } = this.settings
    const open = () => openedOf(format, zone, units)
    const id = await this.register.number()
    const batch = new EventBatch({ tenant, importId: id, format: format.code, open, rating, rows }, requests)
    const classes = rows.classes.takeNews()
    if (classes.length > 0) await persistence.bulk(tenant, client => writeClasses(client, tenant, classes))
    const target = { persistence, clock, tenant, importId: id, format }
    const about = { kind: 'events', name: 'events', format: EVENT_FORMAT, header: null, head: null } as const
    const news = { ...about, id, asOf, notes: batch.notes }
    return inTransaction(target, async client => {
      const written = await this.register.whole(client, news, async () => {
        const put = await putChunk(client, target, batch.chunk)
        batch.otherUses = put.otherUses
        return put
      })
      return batch.told(client, tenant, written)
    })
  }
}

/** Who may have to pay for these: a request asks for few of all subscribers. */
function identitiesOf(lines: readonly string[], format: UsageFormat, { operator, units }: RuleSet): string[] {
  const opened = openedOf(format, operator.zone, units)
  const identities = new Set<string>()
  const events = new UsageEvents(opened, event => {
    if (event.kind !== 'record') return
    for (const each of identitySpellings(event.record.subscriber, operator.dialling)) identities.add(each)
  })
  lines.forEach((line, index) => events.read(line, index + 1))
  events.release()
  return [...identities]
}

function openedOf(format: UsageFormat, zone: string, units: RuleSet['units']) {
  const opened = format.open({ header: null, zone, units })
  if (!opened.ok) throw new Error(opened.problem)
  return opened
}
