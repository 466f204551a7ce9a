// Whatever a usage file holds, every line ends in exactly one of four ways, and the order of lines changes no amount.
import { loadPlugins } from '@farthing/kernel'
import { compileRules } from '@farthing/rules-language'
import { ruleBook, SubscriberIndex, UsageLines, usageRating, type UsageLine } from '@farthing/simulator'
import { sampleRules } from '@farthing/testing'
import fc from 'fast-check'

const now = Temporal.Instant.from('2026-03-10T00:00:00Z')
const loaded = await loadPlugins()
if (!loaded.ok) throw new Error('plugins')
const { registry } = loaded
const compiled = compileRules({ files: sampleRules(), signatures: [...registry.statements.values()] })
if (!compiled.ok) throw new Error('rules')
const { rules } = compiled

const HEADER = 'id,service,subscriber,to,started_at,quantity,unit,from,value,currency'

function read(lines: readonly string[], format: 'asterisk' | 'csv'): UsageLine[] {
  const subscribers = new SubscriberIndex(rules.operator.dialling)
  const held = { account: 'A', subscription: 'S', plan: 'mobile-40', from: -Infinity, until: Infinity }
  for (const number of ['0400000001', '0400000002']) subscribers.add(number, held)
  const rating = usageRating({ ruleBook: ruleBook([{ from: null, rules }]), registry, subscribers, now })
  const header = format === 'csv' ? HEADER : null
  const opened = registry.usageFormats.get(format)?.open({ header, zone: rules.operator.zone })
  if (opened?.ok !== true) throw new Error('format')
  const usage = new UsageLines(format, opened, rating)
  return lines.flatMap((line, index) => usage.read(line, index + 1))
}

const time = fc
  .integer({ min: 1_577_836_800, max: 1_798_761_600 })
  .map(seconds => Temporal.Instant.fromEpochMilliseconds(seconds * 1000).toString())
const event = fc
  .tuple(
    fc.nat(40),
    fc.constantFrom('voice', 'sms', 'data', 'fax', 'content'),
    fc.constantFrom('0400000001', '+61400000002', '0499999999'),
    fc.constantFrom('0399990000', '0400000002', '1800123456', '+44207946000', '+999', ''),
    time,
    fc.oneof(fc.nat(100_000).map(String), fc.constantFrom('-1', '1.5', 'x', '9'.repeat(16))),
    fc.constantFrom('s', 'min', 'MB', 'sms', 'event', 'yards'),
    fc.constantFrom('', '0291234567', 'pbx'),
    fc.oneof(fc.nat(9_999_999).map(String), fc.constantFrom('', '-1', '0.1234567', '9'.repeat(15))),
    fc.constantFrom('', '', 'AUD', 'EUR', 'shells')
  )
  .map(fields => fields.join(','))
const mangled = fc
  .tuple(event, fc.nat(80), fc.constantFrom('', '"', ',', '\u0000', 'é'))
  .map(([line, at, text]) => line.slice(0, at) + text + line.slice(at + 1))
const anything = fc.oneof(event, mangled, fc.string({ unit: 'grapheme' }))

describe('lines of usage', () => {
  it('end in one of four ways, and say why when they are not rated', () => {
    fc.assert(
      fc.property(
        fc.array(anything, { maxLength: 60 }),
        fc.constantFrom('csv' as const, 'asterisk' as const),
        (lines, format) => {
          for (const line of read(lines, format)) {
            if (line.status === 'rated') expect(line.explanation?.amount).toBe(line.amount)
            else expect(line.amount).toBeNull()
            expect(line.reason !== null).toBe(line.status === 'quarantined' || line.status === 'filtered')
            expect(line.field !== null).toBe(line.status === 'quarantined')
          }
        }
      )
    )
  })

  it('are rated the same in any order, once each', () => {
    fc.assert(
      fc.property(fc.uniqueArray(event, { maxLength: 60, selector: line => line.split(',')[0] }), lines => {
        const amounts = (read: UsageLine[]): string[] =>
          read.map(each => `${each.id} ${each.status} ${each.amount}`).toSorted()
        expect(amounts(read(lines.toReversed(), 'csv'))).toEqual(amounts(read(lines, 'csv')))
        const twice = read([...lines, ...lines], 'csv').slice(lines.length)
        expect(twice.every(each => each.status === 'duplicate')).toBe(true)
      })
    )
  })
})
