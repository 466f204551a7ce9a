// Which account has a deed that is done once for all of them: the first to tell it, while it stands there.
import { accountHistory, type DeedFields } from '@farthing/billing-core'
import type { Deed } from '@farthing/plugin-sdk'
import { identityOf } from '@farthing/simulator'
import type { AccountRow, FactBook } from '../accounts/index.ts'
import { sql, type Writer } from '../persistence/index.ts'
import { refuse, type RefusedDeed } from './deed-refusals.ts'

interface Claimed {
  readonly deed: Deed
  readonly fields: DeedFields
}

/** Under the lock of the account. Undefined: it is the account's from now on, or was already. */
export async function claimIdentity(
  tx: Writer,
  account: AccountRow,
  { deed, fields }: Claimed,
  facts: FactBook
): Promise<RefusedDeed | undefined> {
  const identity = identityOf(deed, fields)
  if (identity === null) return undefined
  const { tenant } = account
  const values = [tenant, deed.name, JSON.stringify(identity)]
  await sql(
    tx,
    'insert into deed_identity (tenant, deed, identity, account) values ($1, $2, $3, $4) on conflict do nothing',
    [...values, account.id]
  )
  const [row] = await sql<{ account: string; number: string }>(
    tx,
    `select i.account, a.number from deed_identity i join account a on a.tenant = i.tenant and a.id = i.account
     where i.tenant = $1 and i.deed = $2 and i.identity = $3 for update of i`,
    values
  )
  if (row === undefined || row.account === account.id) return undefined
  const history = accountHistory(row.account, await facts.of(tx, tenant, row.account))
  const { knownBy = [] } = deed
  const known = history?.deeds.find(done => {
    return done.deed === deed.name && knownBy.every(name => done.fields[name] === fields[name])
  })
  if (known !== undefined) {
    const name = identity.join(' of ')
    return refuse('forbidden', `${name} is known on account ${row.number} since ${known.effective}: it is done once.`)
  }
  await sql(tx, 'update deed_identity set account = $4 where tenant = $1 and deed = $2 and identity = $3', [
    ...values,
    account.id
  ])
  return undefined
}
