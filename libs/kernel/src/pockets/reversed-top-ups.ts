// The payment of a top-up is reversed: what is left of its pocket goes back, and what was used of it is on the next invoice.
import { owedTopUp, pocketLedgerAccount, takeBackFilling, takenBackPostings } from '@farthing/billing-core'
import { Inject, Injectable } from '@nestjs/common'
import type { ClientBase } from 'pg'
import { FactBook } from '../accounts/index.ts'
import { LedgerService } from '../ledger/index.ts'
import type { PaymentHead } from '../payments/index.ts'
import { KernelSettings, Outbox, sql, toldAmount, type Writer } from '../persistence/index.ts'
import { changePockets, lockPocket, type PocketRow } from './pocket-book.ts'

/** Known by the transaction that filled it. */
const FILLED = `select ledger_account from ledger_posting
  where tenant = $1 and account = $2 and key = $3 and starts_with(ledger_account, 'pocket:')`
const LAPSED = `select coalesce(sum(amount), 0)::text as amount from ledger_posting
  where tenant = $1 and account = $2 and ledger_account = $3 and starts_with(key, $4)`

@Injectable()
export class ReversedTopUps {
  constructor(
    @Inject(LedgerService) private readonly ledger: LedgerService,
    @Inject(FactBook) private readonly facts: FactBook,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(KernelSettings) private readonly settings: KernelSettings
  ) {}

  async takeBack(client: ClientBase, payment: PaymentHead, on: Temporal.PlainDate): Promise<void> {
    const { tenant } = this.settings
    const pocket = await this.#filledBy(client, payment)
    if (pocket === undefined) return
    const given = { pocket, paid: payment.amount, lapsed: await this.#lapsed(client, pocket) }
    const back = takeBackFilling(given)
    const { account, id, number } = payment
    await changePockets(client, tenant, [{ account, pocket: pocket.id, balance: -back.left, reserved: 0n }])
    const owner = { id: account, number: pocket.accountNumber }
    await this.ledger.post(client, tenant, [takenBackPostings({ ...back, id, date: on, account: owner, pocket })])
    const payload = { account, number: pocket.number, amount: toldAmount(back.left), owed: toldAmount(back.owed) }
    await this.outbox.add(client, tenant, [{ topic: 'pocket.reversed', subject: pocket.id, payload }])
    if (back.owed === 0n) return
    const fact = { ...owedTopUp(back.owed, given, number), effective: on }
    await this.facts.append(client, tenant, [{ account, fact }])
  }

  async #filledBy(client: Writer, { account, id }: PaymentHead): Promise<PocketRow | undefined> {
    const { tenant } = this.settings
    const [filled] = await sql<{ ledger_account: string }>(client, FILLED, [tenant, account, `top-up:${id}`])
    const number = filled?.ledger_account.split(':').at(-1)
    return number === undefined ? undefined : lockPocket(client, tenant, { account, number: Number(number) })
  }

  async #lapsed(client: Writer, pocket: PocketRow): Promise<bigint> {
    const { account, accountNumber, id } = pocket
    const own = pocketLedgerAccount(accountNumber, pocket)
    const values = [this.settings.tenant, account, own, `pocket-expiry:${id}:`]
    const [row] = await sql<{ amount: string }>(client, LAPSED, values)
    return BigInt(row?.amount ?? 0)
  }
}
