// What members should have earned in all: the kernel books what is missing, and takes back what is too much.
import { compareDates, formatAmount, formatHeld } from '@farthing/plugin-sdk'
import type { PointsInput, PointsInvoice, PointsTarget } from '@farthing/plugin-sdk'
import { type Membership, memberships } from './loyalty-deeds.ts'
import type { Loyalty } from './loyalty.ts'

type Input = PointsInput<Loyalty>

export function earnedPoints(input: Input): PointsTarget[] {
  return memberships(input.history).flatMap(member => [
    ...input.invoices.flatMap(invoice => byInvoice(member, invoice, input)),
    ...byYear(member, input)
  ])
}

function byInvoice(member: Membership, invoice: PointsInvoice, input: Input): PointsTarget[] {
  if (!isMember(member, invoice.billDate)) return []
  const terms = termsOn(member, invoice.billDate, input)
  if (terms === null || terms.value.perInvoice === null) return []
  const { months, title, unit } = terms.value
  const { at, parts, per, whenPaid } = terms.value.perInvoice
  const { asked, currency, number, paid } = invoice
  const base = whenPaid && paid < asked ? paid : asked
  if (base < per) return []
  const earned = (base / per) * parts
  const words = `${formatAmount(base, currency)} ${whenPaid ? 'paid of' : 'of'} ${number}`
  return [
    {
      ...{ key: `invoice:${member.loyalty}:${invoice.invoice}`, unit, parts: earned, months },
      ...{ reason: `${title}, ${words}`, rule: at, version: terms.version }
    }
  ]
}

function byYear(member: Membership, input: Input): PointsTarget[] {
  const { from, id, loyalty } = member
  const targets: PointsTarget[] = []
  for (let year = 1; ; year++) {
    const day = from.add({ years: year })
    if (compareDates(day, input.today) > 0 || !isMember(member, day)) return targets
    const terms = termsOn(member, day, input)
    if (terms === null || terms.value.perYear === null) continue
    const { months, perYear, title, unit } = terms.value
    const reason = `${title}, ${formatHeld(perYear.parts, unit)} for year ${year}`
    const { version } = terms
    const key = `year:${loyalty}:${id}:${year}`
    targets.push({ key, unit, parts: perYear.parts, months, reason, rule: perYear.at, version })
  }
}

function isMember({ from, until }: Membership, day: Temporal.PlainDate): boolean {
  return compareDates(from, day) <= 0 && (until === null || compareDates(day, until) < 0)
}

function termsOn({ loyalty }: Membership, day: Temporal.PlainDate, input: Input) {
  return input.termsOn(day).find(({ value }) => value.name === loyalty) ?? null
}
