// The invoice of a change that is charged at once: what it costs and nothing else. The account's next bill finds its lines as billed.
import { accountHistory } from '@farthing/billing-core'
import { changeBill, notChargedAtOnce } from '@farthing/simulator'
import { Inject, Injectable } from '@nestjs/common'
import type { ClientBase } from 'pg'
import { FactBook, hierarchyAround } from '../accounts/index.ts'
import type { Outcome } from '../http/index.ts'
import { Clock, sql } from '../persistence/index.ts'
import { ChargeAtOnce, type ChangeToCharge } from '../subscriptions/index.ts'
import { BillAtOnce } from './bill-at-once.ts'
import { billedCharges } from './billed-charges.ts'
import { BillingRules } from './billing-rules.ts'
import { chunkAccounts } from './chunk-accounts.ts'
import { namesOn } from './compute-chunk.ts'

type Charged = Outcome<string | null, 'not-billable'>

@Injectable()
export class ChargeChanges extends ChargeAtOnce {
  constructor(
    @Inject(BillAtOnce) private readonly bills: BillAtOnce,
    @Inject(FactBook) private readonly facts: FactBook,
    @Inject(BillingRules) private readonly rules: BillingRules,
    @Inject(Clock) private readonly clock: Clock
  ) {
    super()
  }

  override async charge(client: ClientBase, { account, before, news }: ChangeToCharge): Promise<Charged> {
    const { id, tenant, zone } = account
    const billDate = this.clock.today(zone)
    const [change] = news
    const [without, history] = [accountHistory(id, before), accountHistory(id, [...before, ...news])]
    if (change === undefined || without === null || history === null) throw new Error(`account ${id} has no change`)
    const late = notChargedAtOnce(change.effective, billDate)
    if (late !== null) return notBillable(late)
    const knownAt = change.known
    const { hierarchy } = await hierarchyAround(client, tenant, { accounts: [id], knownAt })
    if (hierarchy.payerOf(id, billDate) !== id) return notBillable("another account pays this one's bills")
    const { books, registry } = await this.rules.asKnownAt(knownAt)
    const ruleBook = books.in(history.currency)
    const issued = { tenant, knownAt, issuedOnly: true }
    const billed = (await billedCharges(client, issued, [{ account: id, since: null }])).get(id) ?? []
    const [known] = await chunkAccounts(client, tenant, [id], this.facts)
    const previousBillDate = known?.cursor.billDate ?? null
    const bill = changeBill(without, {
      ...{ history, registry, ruleBook, billed, billDate, previousBillDate },
      ...(known && { invoiceTerms: known.invoiceTerms })
    })
    if (!bill.ok) return notBillable(bill.detail)
    if (bill.invoice === null) return { ok: true, value: null }
    const { from } = bill.invoice
    const computed = {
      account: id,
      accountNumber: account.number,
      billDate,
      from,
      since: null,
      bill,
      names: namesOn(history, billDate)
    }
    await rememberBilled(client, account)
    return { ok: true, value: await this.bills.charge(client, { account: id, billDate, knownAt }, computed) }
  }
}

/** Of an account without a bill it would be taken that nothing was billed. */
async function rememberBilled(
  client: ClientBase,
  { id, tenant }: { readonly id: string; readonly tenant: string }
): Promise<void> {
  await sql(
    client,
    `insert into billing_cursor (tenant, account, dirty_from) values ($1, $2, '0001-01-01')
     on conflict (tenant, account) do update set dirty_from = excluded.dirty_from where billing_cursor.bill_date is null`,
    [tenant, id]
  )
}

function notBillable(detail: string): Charged {
  return { ok: false, reason: 'not-billable', detail: `This cannot be charged at once: ${detail}.` }
}
