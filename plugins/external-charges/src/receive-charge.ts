// Another system charges an account: the deed, and the line of an example that tells of it.
import { compareDates, deedFields, defineDeed, defineStatement, exampleSlots } from '@farthing/plugin-sdk'
import { didYouMean, formatAmount } from '@farthing/plugin-sdk'
import type { AskedDeed, DeedRefusal, HeldStatement } from '@farthing/plugin-sdk'
import { type Source, sourceStatement } from './source-statement.ts'

const fields = {
  source: { kind: 'name', doc: 'which system charges, as the rules name it' },
  id: { kind: 'text', doc: 'what the charge is known by there; received once' },
  amount: { kind: 'money', doc: 'without tax where prices are; negative gives money back' },
  currency: {
    kind: 'text',
    optional: true,
    checkOnly: true,
    doc: "of the amount, like EUR: refused unless it is the account's, which it is when left out"
  },
  description: { kind: 'text', doc: 'what stands on the invoice' },
  category: {
    kind: 'name',
    optional: true,
    doc: 'where it is booked, and how it is taxed; that of the source when left out'
  }
} as const

type Asked = AskedDeed<typeof fields>

export const receiveCharge = defineDeed({
  name: 'receive-charge',
  to: 'either',
  fields,
  doc: 'Another system charges an account, or one of its subscriptions: it is on the next invoice.',
  example: { source: 'parking', id: 'P-1', amount: '7.50', currency: 'AUD', description: 'Parking, 4 March' },
  knownBy: ['id', 'source'],
  judge: asked => outOfLife(asked) ?? wrongMoney(asked)
})

function outOfLife({ day, history, subscription }: Asked): DeedRefusal | null {
  if (compareDates(day, history.opened) < 0) return refusal(`the account was opened on ${history.opened}`)
  return subscription !== null && compareDates(day, subscription.started) < 0
    ? refusal(`the subscription began on ${subscription.started}`)
    : null
}

function wrongMoney({ day, held, history, values }: Asked): DeedRefusal | null {
  const { amount, currency, source } = values
  const known = held.flatMap(sourcesOf)
  const found = known.find(({ value }) => value.name === source)
  if (found === undefined) {
    const names = known.map(({ value }) => value.name)
    return { ...refusal(`${source} may not charge on ${day}${didYouMean(source, names)}`), field: 'source' }
  }
  const rule = found.at
  if (currency !== null && currency !== history.currency) {
    return { reason: `the account is billed in ${history.currency}, not in ${currency}`, field: 'currency', rule }
  }
  if (amount === 0n) return { reason: 'a charge of nothing charges nothing', field: 'amount', rule }
  const { limit } = found.value
  const size = amount < 0n ? -amount : amount
  return limit !== null && size > limit
    ? { reason: `${source} charges at most ${formatAmount(limit, history.currency)} at once`, field: 'amount', rule }
    : null
}

function sourcesOf({ at, signature, value }: HeldStatement) {
  return signature === sourceStatement.id ? [{ at, value: value as Source }] : []
}

function refusal(reason: string): DeedRefusal {
  return { reason, rule: null }
}

export const receiveStatement = defineStatement({
  id: 'external-charges.example-receive',
  in: ['example'],
  pattern:
    'on <on> receive <id> from <source> charging <amount> as <description> [for <of>] [, category <category>] [, known on <known>]',
  slots: {
    ...exampleSlots,
    id: { kind: 'text', doc: 'what it is known by there' },
    source: { kind: 'name', mayReferTo: 'source of charges', doc: 'which system charges' },
    description: { kind: 'text', doc: 'what stands on the invoice' },
    amount: { kind: 'money', doc: 'what it charges' },
    category: { kind: 'name', optional: true, doc: 'where it is booked' }
  },
  doc: 'Another system charges the account, or a subscription.',
  example: 'on 2026-03-05 receive "P-1" from parking charging 7.50 as "Parking"',
  tells: {
    deed: receiveCharge.name,
    to: 'account',
    fields({ slots: { amount, category = null, description, id, source } }) {
      const { currency, micro } = amount
      return deedFields(receiveCharge, { amount: micro, category, currency, description, id, source })
    }
  }
})
