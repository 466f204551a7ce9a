// Prices by both ends of a call: a rate for every pair, and what is wrong with rows that name an origin.
import fc from 'fast-check'
import { compileRules, type CompileResult } from '../rule-set/compile-rules.ts'
import { type CheckedText, findingsOf } from './findings-of.ts'

const HEAD = `operator "X" { currency AUD; time zone "UTC" }
zones near { | prefix | zone |
| 612 | sydney |
| 613 | perth |
}
zones far { | prefix | zone |
| 1 | west |
| 4 | north |
}
plan p "P" { from 2026-01-01 }
`
const tariff = (rows: string, lines = 'origin by calling number in near\nzone by called number in far'): string =>
  `${HEAD}tariff v for voice {\n${lines}\nrates {\n${rows}\n}\n}\n`

const cases: readonly CheckedText[] = [
  {
    title: 'wants a rate for every pair, and gives a call that has none',
    text: tariff('| origin | zone | price |\n| sydney | * | 0.1 per minute |\n| perth | north | 0.1 per minute |'),
    found: ['a.farthing:11:8 R0152 perth to west (such as 613... calling 1...) has no rate']
  },
  {
    title: 'wants it in every band',
    text: tariff(
      '| origin | zone | band | price |\n| * | * | day | 0.1 per minute |\n| sydney | * | * | 0.1 per minute |\n| sydney | * | day | 0.2 per minute |\n| perth | north | night | 0.1 per minute |',
      'origin by calling number in near\nzone by called number in far\nband day = 00:00..22:00\nband night = otherwise'
    ),
    found: [
      'a.farthing:11:8 R0152 perth to west (such as 613... calling 1...), all days 22:00..24:00 (band night) has no rate'
    ]
  },
  {
    title: 'refuses rows of which neither is an exception of the other',
    text: tariff(
      '| origin | zone | price |\n| sydney | * | 0.1 per minute |\n| * | west | 0.2 per minute |\n| * | * | 0.3 per minute |'
    ),
    found: [
      'a.farthing:17:1 R0154 two rows apply to sydney to west: this one and the one in line 16; neither is more specific, so write a row for sydney to west'
    ]
  },
  {
    title: 'warns of rows that never apply',
    text: tariff(
      '| origin | zone | price |\n| * | * | 0.3 per minute |\n| sydney | * | 0.1 per minute |\n| sydney | west | 0.2 per minute |\n| sydney | north | 0.2 per minute |'
    ),
    found: [
      'a.farthing:17:1 R0155 this row never applies: every origin, zone and band that it is for has a row of its own'
    ]
  },
  {
    title: 'knows the origins of the tariff',
    text: tariff('| origin | zone | price |\n| * | * | 0.3 per minute |\n| sidney | west | 0.2 per minute |'),
    found: ['a.farthing:17:3 R0111 tariff v has no origin named sidney']
  },
  {
    title: 'refuses origins where none are asked for',
    text: tariff('| origin | zone | price |\n| perth | * | 0.3 per minute |', 'zone by called number in far'),
    found: ['a.farthing:15:3 R0111 tariff v has no origins']
  },
  {
    title: 'wants a destination beside an origin',
    text: tariff('| origin | price |\n| * | 0.3 per minute |', 'origin by calling number in near'),
    found: [
      'a.farthing:12:1 R0280 an origin stands beside the zone of the called number, and this tariff does not ask for it'
    ]
  },
  {
    title: 'has one way of asking for the calling number alone',
    text: tariff(
      '| origin | price |\n| sydney | 0.3 per minute |\n| perth | free |',
      'origin by calling number in near\nzone by calling number in near'
    ),
    found: [
      'a.farthing:12:1 R0280 an origin stands beside the zone of the called number, and this tariff does not ask for it'
    ]
  },
  {
    title: 'warns of an origin that no row names',
    text: tariff('| zone | price |\n| * | 0.3 per minute |'),
    found: ['a.farthing:12:1 R0281 no row names an origin, and calls without a calling number would not be rated']
  }
]

function compiled(rows: string): CompileResult {
  return compileRules({ files: new Map([['a.farthing', tariff(rows)]]), signatures: [] })
}

const START = 1_772_000_000_000

describe('origins', () => {
  it.each(cases)('$title', one => {
    expect(findingsOf(one)).toEqual(one.found)
  })

  it('are named with both prefixes in explanations, and in why a row did not apply', () => {
    const result = compiled('| origin | zone | price |\n| * | * | 0.3 per minute |\n| perth | west | 0.2 per minute |')
    const version = result.ok ? result.rules.tariffs.get('v')?.[0] : undefined
    const event = { startedAt: START, quantity: 60_000, to: '1555', from: '61255' }
    const outcome = version?.rate(event)
    if (outcome?.ok !== true) throw new Error('every pair has a rate')
    expect(outcome).toMatchObject({ amount: 300_000, zone: 'west' })
    const { inputs, rule } = version?.explain(event, outcome, 'v1') ?? {}
    expect(inputs).toMatchObject({
      from: '61255',
      to: '1555',
      origin: 'sydney',
      'origin prefix': '612 (a.farthing:3:1)',
      zone: 'west',
      prefix: '1 (a.farthing:7:1)'
    })
    expect(rule?.rule).toBe('tariff v > * x *')
    expect(version?.whyNot(event)).toMatchObject([
      { reason: 'origin', detail: '61255 has prefix 612, which is sydney, not perth' }
    ])
  })

  it.each([
    [{ from: '61255', to: '999' }, 'no-zone', 'no prefix of the zone table fits 999'],
    [{ from: '999', to: '1555' }, 'no-origin', 'no prefix of the zone table fits the calling number 999'],
    [{ to: '1555' }, 'no-origin', 'the event has no calling number']
  ])('rate no event of which an end is not known: %j', (numbers, reason, detail) => {
    const result = compiled('| origin | zone | price |\n| * | * | 0.3 per minute |\n| perth | west | 0.2 per minute |')
    const version = result.ok ? result.rules.tariffs.get('v')?.[0] : undefined
    expect(version?.rate({ startedAt: START, quantity: 1000, ...numbers })).toEqual({ ok: false, reason, detail })
  })

  it('take the most specific of the rows, whatever their order', () => {
    const origin = fc.constantFrom('*', 'sydney', 'perth')
    const zone = fc.constantFrom('*', 'west', 'north')
    const row = fc.tuple(origin, zone)
    const rows = fc.uniqueArray(row, { selector: ([from, to]) => `${from} ${to}`, minLength: 1, maxLength: 9 })
    fc.assert(
      fc.property(rows, chosen => {
        const text = chosen.map(([from, to], index) => `| ${from} | ${to} | 0.${index + 1} per minute |`).join('\n')
        const result = compiled(`| origin | zone | price |\n${text}`)
        const fits = (from: string, to: string) =>
          chosen.flatMap(([one, other], index) =>
            (one === '*' || one === from) && (other === '*' || other === to)
              ? [{ index, named: Number(one !== '*') + Number(other !== '*') }]
              : []
          )
        for (const [from, number] of [
          ['sydney', '612'],
          ['perth', '613']
        ] as const) {
          for (const [to, called] of [
            ['west', '1'],
            ['north', '4']
          ] as const) {
            const [best, second] = fits(from, to).toSorted((a, b) => b.named - a.named)
            const clear = best !== undefined && best.named !== second?.named
            if (!clear) {
              expect(result.ok).toBe(false)
              continue
            }
            if (!result.ok) continue
            const rated = result.rules.tariffs.get('v')?.[0]?.rate({
              startedAt: START,
              quantity: 60_000,
              to: called,
              from: number
            })
            expect(rated).toMatchObject({ ok: true, amount: (best.index + 1) * 100_000 })
          }
        }
      })
    )
  })
})
