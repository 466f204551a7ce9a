// What a network is told to do at the end: at an address that it can lead to, and of a plan that has an end.
import type { AtEnd, ServerKind } from '../rule-set/payment.ts'
import type { AtEndDeclaration, PaymentDeclaration, PlanDeclaration } from '../vocabulary/declarations.ts'
import { related, type Report } from './report.ts'

/** Networks keep addresses and names in fields of their own. */
const LONGEST = 255
const IPV4 = /^(25[0-5]|2[0-4]\d|1?\d?\d)(\.(25[0-5]|2[0-4]\d|1?\d?\d)){3}$/
const IPV6 = /^[\da-f:.]*:[\da-f:.]*$/i
const URL_OF_PAGE = /^https?:\/\/[^\s/?#]/i
/** Printable, without spaces: a page beyond ASCII is written percent-encoded, its host in punycode. */
const PLAIN = /^[\x21-\x7e]+$/

export function checkAtEnd(
  { atEnd, limit, mode }: PaymentDeclaration,
  rating: PlanDeclaration['rating'],
  report: Report
): AtEnd {
  if (atEnd === null) return { action: 'terminate' }
  if (mode !== 'prepaid' && limit === null)
    report.error(atEnd.spot, 'R0642', 'the bill takes any amount here, so nothing ever ends: write a limit', {
      expected: ['pay hybrid up to 50.00 per cycle, at the end restrict', 'pay prepaid, at the end restrict']
    })
  if (rating?.value === 'billing')
    report.error(atEnd.spot, 'R0642', 'what is rated at billing is not charged while it happens: it has no end', {
      related: [related('it is rated at billing here', rating.spot)]
    })
  return toldAtEnd(atEnd, report)
}

/** Of a plan that names no tariff. */
export function warnOfIdleEnd(
  { name, payment, rating }: Pick<PlanDeclaration, 'name' | 'payment' | 'rating'>,
  report: Report
): void {
  if (payment === null || payment.atEnd === null || rating?.value === 'billing') return
  const message = `plan ${name.value} names no tariff, so nothing is charged while it happens: this end never comes`
  report.warning(payment.atEnd.spot, 'R0619', message)
}

function toldAtEnd({ action, to }: AtEndDeclaration, report: Report): AtEnd {
  if (action === 'redirect' && to !== null) {
    const kind = kindOfServer(to.value)
    if (kind === undefined)
      report.error(to.spot, 'R0641', `${to.value === '' ? 'this' : to.value} is nowhere that a network can lead to`, {
        expected: ['a page such as "https://pay.example.com/top-up"', 'an address such as "192.0.2.7" or "2001:db8::7"']
      })
    return { action, server: to.value, kind: kind ?? 'url' }
  }
  if (action !== 'restrict') return { action: 'terminate' }
  if (to !== null && (to.value.trim() === '' || to.value.length > LONGEST))
    report.error(to.spot, 'R0641', `the name of a filter has 1 to ${LONGEST} characters`, {
      expected: ['restrict to "top-up-pages"', 'restrict']
    })
  return { action, filter: to?.value ?? null }
}

function kindOfServer(text: string): ServerKind | undefined {
  if (text.length > LONGEST || !PLAIN.test(text)) return undefined
  if (IPV4.test(text)) return 'ipv4'
  if (IPV6.test(text) && URL.canParse(`http://[${text}]/`)) return 'ipv6'
  return URL_OF_PAGE.test(text) && URL.canParse(text) ? 'url' : undefined
}
