// What payments were taken for beside invoices and credit: whoever used one gives it back when it is reversed.
import { Injectable } from '@nestjs/common'
import type { ClientBase } from 'pg'
import type { PaymentHead } from './payment-queries.ts'

/** In the reversal's transaction, under the account's lock. Does nothing for a payment that was not taken for it. */
export type TakenBack = (client: ClientBase, payment: PaymentHead, on: Temporal.PlainDate) => Promise<void>

/** Features above payments say at the start what they do. */
@Injectable()
export class PaymentPurposes {
  readonly #purposes: TakenBack[] = []

  add(takenBack: TakenBack): void {
    this.#purposes.push(takenBack)
  }

  async takeBack(client: ClientBase, payment: PaymentHead, on: Temporal.PlainDate): Promise<void> {
    for (const takenBack of this.#purposes) await takenBack(client, payment, on)
  }
}
