import {
  AccountsInBulk,
  KernelSettings,
  Persistence,
  SubscriptionsInBulk,
  type BulkSubscription,
  type NewAccount
} from '@farthing/kernel'
import type { INestApplicationContext } from '@nestjs/common'
import { DEMO_FROM, DEMO_ZONE, type DemoAccount, type DemoSubscription } from '../demo/index.ts'

/** Opens the accounts with their subscriptions and what happened to them, in one transaction. Returns their ids by bill day. */
export async function openCustomers(
  kernel: INestApplicationContext,
  customers: readonly DemoAccount[],
  currency: string
): Promise<ReadonlyMap<number, readonly string[]>> {
  const accounts = kernel.get(AccountsInBulk)
  const subscriptions = kernel.get(SubscriptionsInBulk)
  return kernel.get(Persistence).bulk(kernel.get(KernelSettings).tenant, async client => {
    const opened = await accounts.open(
      client,
      customers.map(customer => newAccount(customer, currency))
    )
    const all = customers.flatMap(customer =>
      customer.subscriptions.map(each => subscribed(each, opened[customer.index]?.id ?? ''))
    )
    await subscriptions.subscribe(client, all)
    const byDay = Map.groupBy(customers, ({ billDay }) => billDay)
    return new Map([...byDay].map(([day, theirs]) => [day, theirs.map(({ index }) => opened[index]?.id ?? '')]))
  })
}

function newAccount({ person, billDay }: DemoAccount, currency: string): NewAccount {
  const { name, email, street, city, state, postcode, country } = person
  const address = [street, `${city} ${state} ${postcode}`, country]
  return { name, email, address, billDay, zone: DEMO_ZONE, currency, openedOn: DEMO_FROM }
}

function subscribed(each: DemoSubscription, account: string): BulkSubscription {
  const { label, identity, plan, started, change, suspended, resumed, terminated } = each
  return {
    account,
    as: label,
    plan,
    identities: [identity],
    effective: started,
    changes: [
      ...(change === null ? [] : [{ kind: 'plan-changed' as const, plan: change.plan, effective: change.on }]),
      ...(suspended === null ? [] : [{ kind: 'suspended' as const, effective: suspended }]),
      ...(resumed === null ? [] : [{ kind: 'resumed' as const, effective: resumed }]),
      ...(terminated === null ? [] : [{ kind: 'terminated' as const, effective: terminated }])
    ].toSorted((a, b) => Temporal.PlainDate.compare(a.effective, b.effective))
  }
}
