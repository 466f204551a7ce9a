// The impact of a change of rules on customers of a story, and what a life under either rules is billed.
import { parseGates, SourceText } from '@farthing/rules-language'
import {
  customerAccounts,
  impactCustomer,
  type ImpactReport,
  impactSides,
  ImpactTally,
  readSubscribers,
  simulateLife,
  UseReader,
  WaitingUses
} from '@farthing/simulator'
import { coastal } from './coastal.ts'
import { allPlugins, rulesOf } from './play.ts'

const ZONE = 'Australia/Melbourne'
const dialling = { country: '61', trunk: '0', international: '0011' }
export interface Asked {
  readonly before?: string
  readonly after: string
  readonly subscribers: string
  /** Lines of `id,service,subscriber,to,started_at,quantity,unit`. */
  readonly usage: readonly string[]
  readonly header?: string
  readonly gates?: string
  readonly range?: readonly [string, string]
  /** Both rule sets as they are on this day. */
  readonly on?: string
}

export const HEADER = 'id,service,subscriber,to,started_at,quantity,unit'
const registry = await allPlugins()

export function impact({ before = coastal, after, subscribers, usage, ...more }: Asked): ImpactReport {
  const { gates = '', header = HEADER, range: [from, until] = ['2026-04-01', '2026-05-01'] } = more
  const range = { from: Temporal.PlainDate.from(from), until: Temporal.PlainDate.from(until) }
  const old = rulesOf(before, registry)
  const on = more.on === undefined ? null : Temporal.PlainDate.from(more.on)
  const sides = impactSides({ before: old, after: rulesOf(after, registry) }, registry, on)
  const held = readSubscribers(`number,account,subscription,plan,from,until\n${subscribers}`, { zone: ZONE, dialling })
  if (!held.ok) throw new Error(JSON.stringify(held.problems))
  const { subscribers: customers } = held
  const waiting = new WaitingUses()
  const side = { side: sides.after, subscribers: customers }
  const reader = new UseReader({ format: 'csv', subscribers: customers, before: sides.before, waiting, after: side })
  const opened = registry.usageFormats.get('csv')?.open({ header, zone: ZONE, units: old.units })
  const again = registry.usageFormats.get('csv')?.open({ header, zone: ZONE, units: sides.after.rules.units })
  if (!opened?.ok || !again?.ok) throw new Error('the csv format takes this header')
  for (const line of usage) reader.read({ before: opened, after: again }, line, null)
  reader.end()
  const tally = new ImpactTally({
    sides,
    range,
    gates: parseGates(new SourceText('gates', gates)).gates,
    top: 3,
    waiting
  })
  const settings = { billDays: held.billDays, zone: ZONE, currency: 'AUD', range }
  for (const customer of customerAccounts(customers, settings)) {
    const account = impactCustomer(customer, range, { sides, reader, waiting })
    if (account !== null) tally.add(account)
  }
  return tally.report()
}

export const calls = [
  'c1,voice,0400000001,0412345678,2026-03-10 10:00:00,600,s',
  'c2,voice,0400000001,0412345678,2026-04-10 10:00:00,600,s',
  'c3,voice,0400000001,0293334444,2026-04-11 10:00:00,61,s'
]

export async function billOfMay(text: string): Promise<string> {
  const facts = [
    { on: '2026-03-01', do: 'subscribe', plan: 'talk', as: '+61400000001' },
    ...calls.map(line => {
      const [, , , to, at = '', seconds] = line.split(',')
      return { at: at.replace(' ', 'T'), do: 'use', service: 'voice', quantity: `${seconds}s`, to }
    }),
    { on: '2026-05-01', do: 'advance' }
  ]
  const rules = rulesOf(text, registry)
  const played = await simulateLife({ account: { billDay: 1 }, facts }, { rules, ruleSets: new Map() }, registry)
  if (!played.ok) throw new Error(JSON.stringify(played.problems))
  return played.result.invoices.find(({ date }) => date === '2026-05-01')?.total ?? 'none'
}
