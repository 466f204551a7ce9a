// Partners who sell: listed, added, and put under another one.
import {
  NewPartnerBody,
  type Partner,
  PartnerParentBody,
  PartnersQuery,
  PartnersService,
  partnerView
} from '@farthing/kernel'
import { asked, type OptionNames, options } from '../asked.ts'
import { dateOption } from '../dates.ts'
import { withKernel } from '../installation/open-kernel.ts'
import { valueOf } from '../problems.ts'
import { table } from '../table.ts'
import type { Terminal } from '../terminal.ts'

const NAMES: OptionNames = { from: '--from', parent: '--under' }

/** `farthing partners list --after agent-7`. */
export async function partnerList(
  { json, ...fields }: { readonly after?: string; readonly limit: number; readonly json?: true },
  terminal: Terminal
): Promise<void> {
  const page = asked(PartnersQuery, fields, options('after', 'limit'))
  const partners = await withKernel({ command: 'farthing partners list' }, kernel =>
    kernel.get(PartnersService).list(page)
  )
  if (partners.length === 0 && !json) terminal.out('there are no partners\n')
  else show(partners, json, terminal)
}

/** `farthing partners add agent-7 "Seven Mobile" --under dealer-3`. */
export async function partnerAdd(
  { json, ...fields }: PartnerAsked & { readonly code: string; readonly name: string },
  terminal: Terminal
): Promise<void> {
  const from = fields.from === undefined ? undefined : dateOption(fields.from, '--from')
  const { code, name, parent } = asked(NewPartnerBody, fields, NAMES)
  const added = await withKernel({ command: 'farthing partners add' }, async kernel =>
    valueOf(await kernel.get(PartnersService).add({ code, name, parent, from }))
  )
  show([added], json, terminal)
}

/** `farthing partners put agent-7 --under dealer-4 --from 2026-07-01`; under nobody when none is named. */
export async function partnerPut(
  { code, json, ...fields }: PartnerAsked & { readonly code: string; readonly from: string },
  terminal: Terminal
): Promise<void> {
  const { from, parent } = asked(PartnerParentBody, { parent: fields.parent ?? null, from: fields.from }, NAMES)
  const put = await withKernel({ command: 'farthing partners put' }, async kernel =>
    valueOf(await kernel.get(PartnersService).putUnder(code, { parent, from: Temporal.PlainDate.from(from) }))
  )
  show([put], json, terminal)
}

interface PartnerAsked {
  readonly parent?: string
  readonly from?: string
  readonly json?: true
}

function show(partners: readonly Partner[], json: true | undefined, terminal: Terminal): void {
  if (json) terminal.out(partners.map(partner => `${JSON.stringify(partnerView(partner))}\n`).join(''))
  else
    terminal.out(table(partners.map(({ code, name, parents }) => [code, name, parents.map(aboveText).join(', '), ''])))
}

/** 'under dealer-3', 'under nobody from 2026-07-01': a parent that was always there needs no day. */
function aboveText({ from, parent }: Partner['parents'][number]): string {
  const since = Temporal.PlainDate.compare(from, '1970-01-01') === 0 ? '' : ` from ${from}`
  return `under ${parent ?? 'nobody'}${since}`
}
