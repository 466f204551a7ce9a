// `farthing retention ...`: who asked to leave, what may be offered, and how it ends.
import {
  AccountsService,
  LetGoBody,
  OfferAcceptedBody,
  offerWords,
  RetentionQuery,
  type RetentionRequest,
  RetentionService,
  retentionView,
  RetentionWithdrawalBody
} from '@farthing/kernel'
import { z } from 'zod'
import { asked, options } from '../asked.ts'
import { withKernel } from '../installation/open-kernel.ts'
import type { JsonOption } from '../json-option.ts'
import { FoundProblem, valueOf } from '../problems.ts'
import { table } from '../table.ts'
import type { Terminal } from '../terminal.ts'

interface Said extends JsonOption {
  readonly by: string
  readonly why?: string
}

export interface ListOptions extends JsonOption {
  readonly account?: string
  readonly status?: z.input<typeof RetentionQuery>['status']
  readonly closesBefore?: string
  readonly before?: string
  readonly limit: number
}

const SAID = options('by', 'why')

/** `farthing retention list --status open` */
export async function retentionList({ json, ...given }: ListOptions, terminal: Terminal): Promise<void> {
  const { account, closesBefore, ...search } = asked(
    RetentionQuery,
    given,
    options('account', 'status', 'closesBefore', 'before', 'limit')
  )
  const day = closesBefore === undefined ? undefined : Temporal.PlainDate.from(closesBefore)
  const listed = await withKernel({ command: 'farthing retention list' }, async kernel => {
    const of = account === undefined ? undefined : await kernel.get(AccountsService).find(account)
    if (account !== undefined && of === undefined) throw new FoundProblem(`There is no account ${account}.`)
    return kernel.get(RetentionService).list({ ...search, account: of?.id, closesBefore: day })
  })
  if (json) terminal.out(`${JSON.stringify(listed.map(retentionView))}\n`)
  else terminal.out(listed.length === 0 ? 'no requests\n' : table(listed.map(rowOf)))
}

export async function retentionShow(id: string, { json }: JsonOption, terminal: Terminal): Promise<void> {
  await told(id, { json }, terminal, async (retention, request) => {
    const found = await retention.find(request)
    if (found === undefined) throw new FoundProblem(`There is no request ${request} at the retention desk.`)
    return found
  })
}

/** `farthing retention accept ID 2 --by Bea` */
export async function retentionAccept(
  id: string,
  { json, ...given }: Said & { readonly offer: number },
  terminal: Terminal
): Promise<void> {
  const { offer, ...said } = asked(OfferAcceptedBody, given, SAID)
  await told(id, { json }, terminal, async (retention, request) =>
    valueOf(await retention.accept(request, offer, said))
  )
}

export async function retentionLetGo(
  id: string,
  { json, ...given }: Said & { readonly effective?: string; readonly pending?: 'replace' | 'keep' },
  terminal: Terminal
): Promise<void> {
  const { effective, pending, ...said } = asked(LetGoBody, given, { ...SAID, ...options('effective', 'pending') })
  const day = effective === undefined ? undefined : Temporal.PlainDate.from(effective)
  await told(id, { json }, terminal, async (retention, request) =>
    valueOf(await retention.letGo(request, said, { effective: day, pending }))
  )
}

export async function retentionWithdraw(id: string, { json, ...given }: Said, terminal: Terminal): Promise<void> {
  const said = asked(RetentionWithdrawalBody, given, SAID)
  await told(id, { json }, terminal, async (retention, request) => valueOf(await retention.withdraw(request, said)))
}

async function told(
  id: string,
  { json }: { readonly json?: true | undefined },
  terminal: Terminal,
  work: (retention: RetentionService, id: string) => Promise<RetentionRequest>
): Promise<void> {
  const request = asked(z.uuid('not the id of a request, as `farthing retention list` shows it'), id)
  const ended = await withKernel({ command: 'farthing retention' }, kernel =>
    work(kernel.get(RetentionService), request)
  )
  terminal.out(json ? `${JSON.stringify(retentionView(ended))}\n` : textOf(ended))
}

function rowOf(request: RetentionRequest): string[] {
  const { accountNumber, action, asked: day, closes, id, identities, status, target, wished } = request
  const what = target === '' ? action : `${action} ${target}`
  const until = status !== 'open' ? '' : closes === null ? 'waits' : `until ${closes}`
  return [id, accountNumber, identitiesText(identities), what, `asked ${day}`, `for ${wished}`, status, until]
}

function identitiesText([first = '', ...more]: readonly string[]): string {
  return more.length === 0 ? first : `${first} and ${more.length} more`
}

function textOf(request: RetentionRequest): string {
  const { currency, decidedBy, offer, offers, problem, reason, status } = request
  const by = decidedBy === null || decidedBy === '' ? '' : ` by ${decidedBy}`
  return [
    table([rowOf(request)]),
    `told: ${reason}\n`,
    ...offers.map((each, index) => {
      const taken = offer === index + 1 ? ', taken' : ''
      return `offer ${index + 1}${taken}: ${each.title} (${offerWords(each, currency)})\n`
    }),
    ...(status === 'open' ? [] : [`${status}${by}\n`]),
    ...(problem === null || status !== 'open' ? [] : [`could not be carried out: ${problem}\n`])
  ].join('')
}
