// To whom a deed is done: the account that asked, and another that is told its side of it.
import type { DeedFields } from '@farthing/billing-core'
import type { Deed, DeedFieldProblem } from '@farthing/plugin-sdk'
import { type AccountRow, findAccount } from '../accounts/index.ts'
import { isPartner } from '../commissions/index.ts'
import type { Transaction } from '../persistence/index.ts'

export interface DeedParty {
  readonly account: AccountRow
  readonly deed: Deed
  readonly fields: DeedFields
}

export type DeedParties =
  | { readonly ok: true; readonly value: readonly [DeedParty, ...DeedParty[]] }
  | { readonly ok: false; readonly problems: readonly DeedFieldProblem[] }

/** Accounts that its fields name are kept by their numbers. None names the account itself, and all are there. */
export async function deedParties(
  tx: Transaction,
  asked: DeedParty,
  deeds: ReadonlyMap<string, Deed>
): Promise<DeedParties> {
  const { account, deed } = asked
  const others = new Map<string, AccountRow>()
  const problems: DeedFieldProblem[] = []
  for (const field of accountFields(deed)) {
    const reference = asked.fields[field]
    if (reference === undefined) continue
    const other = await findAccount(tx, account.tenant, String(reference))
    if (other === undefined) problems.push({ field, problem: `there is no account ${reference}` })
    else if (other.id === account.id) problems.push({ field, problem: `${other.number} is this account itself` })
    else if (other.status === 'closed') problems.push({ field, problem: `account ${other.number} is closed` })
    else others.set(field, other)
  }
  problems.push(...(await unknownPartners(tx, asked)))
  if (problems.length > 0) return { ok: false, problems }
  const fields = { ...asked.fields, ...Object.fromEntries([...others].map(([field, { number }]) => [field, number])) }
  const own = { account, deed, fields }
  const { counterpart } = deed
  const other = counterpart && others.get(counterpart.account)
  if (counterpart === undefined || other === undefined) return { ok: true, value: [own] }
  const theirs = deeds.get(counterpart.deed)
  if (theirs === undefined) throw new Error(`no plugin declares ${counterpart.deed}, the counterpart of ${deed.name}`)
  const { [counterpart.account]: _named, ...shared } = fields
  const told = { account: other, deed: theirs, fields: { ...shared, [counterpart.by]: account.number } }
  return { ok: true, value: [own, told] }
}

async function unknownPartners(tx: Transaction, { account, deed, fields }: DeedParty): Promise<DeedFieldProblem[]> {
  const problems: DeedFieldProblem[] = []
  for (const [field, { kind }] of Object.entries(deed.fields)) {
    const code = fields[field]
    if (kind !== 'partner' || code === undefined) continue
    if (!(await isPartner(tx, account.tenant, String(code))))
      problems.push({ field, problem: `there is no partner ${code}` })
  }
  return problems
}

function accountFields({ fields }: Deed): string[] {
  return Object.entries(fields).flatMap(([name, { kind }]) => (kind === 'account' ? [name] : []))
}
