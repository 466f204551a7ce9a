// Takes requests onto the work list of the retention desk, in the transaction that asks.
import { closingDay } from '@farthing/simulator'
import { Inject, Injectable } from '@nestjs/common'
import type { Outcome } from '../http/index.ts'
import { Clock, Ids, Outbox, sql, type Writer } from '../persistence/index.ts'
import { askedBy, type RetainedChange, RetentionDesk } from '../subscriptions/index.ts'
import { keptChange } from './kept-change.ts'
import { insertRequest } from './retention-book.ts'

@Injectable()
export class RetentionList extends RetentionDesk {
  constructor(
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Ids) private readonly ids: Ids,
    @Inject(Outbox) private readonly outbox: Outbox
  ) {
    super()
  }

  override async take(writer: Writer, retained: RetainedChange): Promise<Outcome<string, 'at-retention'>> {
    const { account, asked, by, change, pending, subscription, wished } = retained
    const { reason, retention, rule } = by
    const [what] = askedBy(change)
    if (what === undefined || retention === null) throw new Error(`nothing sends ${change.kind} to the retention desk`)
    const [action, target] = [what.action, what.target ?? '']
    const [waits] = await sql<Waiting>(
      writer,
      `select id, target, asked::text, closes::text from retention_request
       where tenant = $1 and subscription = $2 and action = $3
         and (target = $4 or action not in ('feature on', 'feature off')) and status = 'open'`,
      [account.tenant, subscription, action, target]
    )
    if (waits !== undefined) return { ok: false, reason: 'at-retention', detail: waitsAlready(action, waits) }
    const id = this.ids.next()
    const offers = retention.offers.map(({ at, deed, fields, title }) => ({ title, deed, fields, at }))
    const closes = closingDay(retention, this.clock.today(account.zone))
    const kept = {
      subscription,
      action,
      target,
      change: keptChange({ ...change, settles: pending }),
      asked,
      wished,
      reason,
      rule,
      offers,
      closes
    }
    await insertRequest(writer, account.tenant, { id, account: account.id, openedAt: this.clock.now(), ...kept })
    const payload = { account: account.id, subscription, action, closes: closes?.toString() ?? null }
    await this.outbox.add(writer, account.tenant, [{ topic: 'retention.opened', subject: id, payload }])
    return { ok: true, value: id }
  }
}

interface Waiting {
  readonly id: string
  readonly target: string
  readonly asked: string
  readonly closes: string | null
}

function waitsAlready(action: string, { asked, closes, id, target }: Waiting): string {
  const to = action === 'change' ? 'to ' : action === 'suspend' && target !== '' ? 'because of ' : ''
  const what = `${action} ${to}${target}`.trimEnd()
  const until = closes === null ? 'until somebody decides' : `until ${closes}`
  return `"${what}" was asked for on ${asked} and waits at the retention desk ${until} (request ${id}). Withdraw that to ask for something else.`
}
