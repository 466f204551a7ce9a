// `farthing deed ...`: what plugins declare may be done, by name.
import { type DeedDone, standingFacts } from '@farthing/billing-core'
import {
  AccountItems,
  DeedBody,
  DeedsService,
  deedView,
  type DeedView,
  factView,
  SubscriptionsService
} from '@farthing/kernel'
import type { INestApplicationContext } from '@nestjs/common'
import { asked, type OptionNames } from '../asked.ts'
import { withKernel } from '../installation/open-kernel.ts'
import { FoundProblem, valueOf } from '../problems.ts'
import { table } from '../table.ts'
import type { Terminal } from '../terminal.ts'

interface OfAccount {
  readonly account: string
  readonly json?: true
}

/** `farthing deed kinds`. */
export async function deedKinds({ json }: { readonly json?: true }, terminal: Terminal): Promise<void> {
  const kinds = await withKernel({ command: 'farthing deed kinds' }, kernel =>
    Promise.resolve(kernel.get(DeedsService).known().map(deedView))
  )
  terminal.out(json ? `${JSON.stringify(kinds)}\n` : kinds.map(kindText).join(''))
}

/** `farthing deed list A-000001`. */
export async function deedList({ account, json }: OfAccount, terminal: Terminal): Promise<void> {
  const { deeds, names } = await withKernel({ command: 'farthing deed list' }, async kernel => {
    const facts = await kernel.get(AccountItems).factsOf(account)
    if (facts === undefined) throw new FoundProblem(`There is no account ${account}.`)
    const gone = new Set(standingFacts(facts).dropped.map(({ fact }) => fact.id))
    const done = facts.filter((fact): fact is DeedDone => fact.kind === 'deed' && !gone.has(fact.id))
    return { deeds: done, names: await namesOf(kernel, account) }
  })
  if (json) return terminal.out(`${JSON.stringify(deeds.map(factView))}\n`)
  if (deeds.length === 0) return terminal.out(`nothing was done to ${account}\n`)
  terminal.out(table(deeds.map(deed => deedRow(deed, names))))
}

export interface DeedOptions extends OfAccount {
  readonly deed: string
  readonly subscription?: string
  readonly field: Readonly<Record<string, string>>
  readonly on?: string
}

const NAMES: OptionNames = { effective: '--on', subscription: '--subscription', fields: '--field' }

/** `farthing deed do A-000001 set-invoice-group --subscription +61400000001 --field group=fleet`. */
export async function deedDo(options: DeedOptions, terminal: Terminal): Promise<void> {
  const { account, deed: name, field, json, on, subscription } = options
  const { done, names } = await withKernel({ command: 'farthing deed do' }, async kernel => {
    const deeds = kernel.get(DeedsService)
    const kind = deeds.known().find(each => each.name === name)
    const fields = kind === undefined ? field : typedFields(deedView(kind), field)
    const body = asked(DeedBody, { effective: on, subscription, fields }, NAMES)
    const effective = body.effective === undefined ? undefined : Temporal.PlainDate.from(body.effective)
    const told = { ...body, deed: name, effective }
    const outcome = await deeds.do(account, told)
    const isUnknown = !outcome.ok && outcome.reason === 'unknown-subscription'
    const called = isUnknown ? await calledSo(kernel, account, body.subscription ?? '') : undefined
    const done = valueOf(called === undefined ? outcome : await deeds.do(account, { ...told, subscription: called }))
    return { done, names: await namesOf(kernel, account) }
  })
  terminal.out(json ? `${JSON.stringify(factView(done))}\n` : table([deedRow(done, names)]))
}

/** `farthing deed withdraw A-000001 ID`. */
export async function deedWithdraw(
  { account, id, json }: OfAccount & { readonly id: string },
  terminal: Terminal
): Promise<void> {
  const fact = await withKernel({ command: 'farthing deed withdraw' }, async kernel =>
    valueOf(await kernel.get(AccountItems).withdraw(account, id))
  )
  terminal.out(json ? `${JSON.stringify(factView(fact))}\n` : `${id} is taken back; the next bill knows\n`)
}

/** Counts and flags are written as such in JSON. */
function typedFields(
  { fields }: DeedView,
  given: Readonly<Record<string, string>>
): Record<string, string | number | boolean> {
  const kinds = new Map(fields.map(({ kind, name }) => [name, kind]))
  return Object.fromEntries(
    Object.entries(given).map(([name, text]) => {
      const kind = kinds.get(name)
      if (kind === 'count' && /^\d{1,15}$/.test(text)) return [name, Number(text)]
      return [name, kind === 'flag' && (text === 'true' || text === 'false') ? text === 'true' : text]
    })
  )
}

/** Id of the one that is or was called so: what is known by no id, and by no number of the day, may be known by its name. */
async function calledSo(kernel: INestApplicationContext, account: string, name: string): Promise<string | undefined> {
  const all = (await kernel.get(SubscriptionsService).ofAccount(account)) ?? []
  const [only, ...others] = all.filter(({ history }) => history.labels.some(({ label }) => label === name))
  if (others.length > 0)
    throw new FoundProblem(`Account ${account} has several subscriptions ${name}: name one by its id.`)
  return only?.history.id
}

async function namesOf(kernel: INestApplicationContext, account: string): Promise<ReadonlyMap<string, string>> {
  const all = (await kernel.get(SubscriptionsService).ofAccount(account)) ?? []
  return new Map(all.map(({ history }) => [history.id, history.labels.at(-1)?.label ?? history.id]))
}

function deedRow(
  { deed, effective, fields, id, subscription }: DeedDone,
  names: ReadonlyMap<string, string>
): string[] {
  const said = Object.entries(fields).map(([name, value]) => `${name}=${value}`)
  const whose = subscription === null ? 'the account' : (names.get(subscription) ?? subscription)
  return [`from ${effective}`, deed, whose, said.join(' '), id]
}

function kindText({ doc, fields, name, to }: DeedView): string {
  const said = fields.map(({ kind, name: field, optional }) => `${field}${optional ? '?' : ''}: ${kind}`)
  const whose =
    to === 'either' ? 'of an account or a subscription' : `of ${to === 'account' ? 'an account' : 'a subscription'}`
  return `${[name, whose, said.join(', ')].filter(each => each !== '').join('  ')}\n    ${doc}\n`
}
