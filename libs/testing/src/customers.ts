// Accounts with subscriptions for specs, in one readable line.
import { AccountsService, SubscriptionsService } from '@farthing/kernel'
import type { TestKernel } from './test-kernel.ts'

export interface Customer {
  readonly account: string
  readonly number: string
  readonly subscription: string
}

export interface CustomerOptions {
  /** Numbers and logins; the first is the subscription's label. */
  readonly identities: readonly string[]
  readonly plan?: string
  readonly from?: string
  readonly billDay?: number
}

/** Opens an account in Melbourne and subscribes it, to mobile-40 of the sample rules since 2026-01-01 unless said otherwise. */
export async function customer(kernel: TestKernel, options: CustomerOptions): Promise<Customer> {
  const { identities, plan = 'mobile-40', from = '2026-01-01', billDay = 1 } = options
  const effective = Temporal.PlainDate.from(from)
  const person = { name: `Customer of ${identities[0]}`, zone: 'Australia/Melbourne', currency: 'AUD' }
  const opened = await kernel.get(AccountsService).open({ ...person, billDay, openedOn: effective })
  if (!opened.ok) throw new Error(opened.detail)
  const { id, number } = opened.value
  const as = identities[0] ?? 'service'
  const started = await kernel.get(SubscriptionsService).subscribe(id, { as, plan, identities, effective })
  if (!started.ok) throw new Error(started.detail)
  return { account: id, number, subscription: started.value.history.id }
}
