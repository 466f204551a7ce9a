// What a plan has a network told when the last is used, and what is refused of it.
import { compileRules } from '../rule-set/compile-rules.ts'
import { findingsOf } from './findings-of.ts'

const OPERATOR = `operator "X" { currency AUD; time zone "Australia/Melbourne" }
`
// no statement of these names a tariff
const found = (pay: string): string[] =>
  findingsOf({ title: pay, text: plan(pay), found: [] }).filter(each => !each.includes(' R0619 '))

const plan = (pay: string): string => `${OPERATOR}plan p "P" {\n${pay}\n}\n`

function atEnd(pay: string) {
  const compiled = compileRules({ files: new Map([['a.farthing', plan(pay)]]), signatures: [] })
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.diagnostics))
  return compiled.rules.plans.get('p')?.[0]?.payment?.atEnd
}

describe('at the end', () => {
  it.each([
    ['pay prepaid', { action: 'terminate' }],
    ['pay hybrid', { action: 'terminate' }],
    ['pay prepaid, at the end terminate', { action: 'terminate' }],
    [
      'pay prepaid, at the end redirect to "https://pay.example.com/a?b=c"',
      { action: 'redirect', server: 'https://pay.example.com/a?b=c', kind: 'url' }
    ],
    [
      'pay hybrid up to 5.00 per cycle, at the end redirect to "192.0.2.7"',
      { action: 'redirect', server: '192.0.2.7', kind: 'ipv4' }
    ],
    ['pay prepaid, at the end redirect to "2001:DB8::7"', { action: 'redirect', server: '2001:DB8::7', kind: 'ipv6' }],
    ['pay on the bill up to 5.00 per cycle, at the end restrict', { action: 'restrict', filter: null }],
    ['pay prepaid, at the end restrict to "top-up-pages"', { action: 'restrict', filter: 'top-up-pages' }]
  ])('%s', (pay, told) => {
    expect(atEnd(pay)).toEqual(told)
  })

  it.each([
    'pay.example.com',
    'ftp://pay.example.com',
    'https://',
    'https:// pay.example.com',
    'https://pay.example.com/a b',
    'https://zahlen.example/grün',
    '192.0.2.256',
    '2001:db8:::7',
    ':',
    '',
    `https://pay.example.com/${'a'.repeat(240)}`
  ])('leads nowhere with "%s"', server => {
    expect(found(`pay prepaid, at the end redirect to "${server}"`)).toEqual([expect.stringContaining('R0641')])
  })

  it.each(['', ' ', 'a'.repeat(256)])('has no filter "%s"', filter => {
    expect(found(`pay prepaid, at the end restrict to "${filter}"`)).toEqual([expect.stringContaining('R0641')])
  })

  it.each([
    'pay hybrid, at the end restrict',
    'pay on the bill, at the end terminate',
    'rate at billing\npay prepaid, at the end restrict'
  ])('never comes with %j', pay => {
    expect(found(pay)).toEqual([expect.stringContaining('R0642')])
  })
})
