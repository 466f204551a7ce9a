// A plugin that answers what is no answer is named, with its statement and the line of the rules, wherever it is asked.
import { definePlugin, loadRegistry, type Plugin, type Registry } from '@farthing/plugin-sdk'
import { simulateLife } from '@farthing/simulator'
import { allPlugins, rulesOf } from './play.ts'

type Point = 'judge' | 'targets' | 'valueOf' | 'grants' | 'caps'

const statement = (id: string, pattern: string, where: string) => ({
  ...{ id, in: [where], pattern, slots: {}, doc: 'What vehicles pay on roads.', example: pattern },
  lower: () => ({ ok: true as const, value: null })
})

/** The toll roads of somebody who writes without types. */
async function tollRoads(point: Point, answer: unknown): Promise<Registry> {
  const fine = { judge: null, targets: [], valueOf: null, grants: [], caps: [] }
  const asked = (own: Point) => () => (own === point ? answer : fine[own])
  const contributes = {
    statements: [
      statement('toll-roads.toll', 'toll by distance', 'plan'),
      statement('toll-roads.pass', 'pass for tunnels', 'plan'),
      statement('toll-roads.gate', 'gate at borders', 'file')
    ],
    chargeTypes: [{ code: 'toll', statement: 'toll-roads.toll', ledger: 'revenue', targets: asked('targets') }],
    usageTerms: [{ statement: 'toll-roads.pass', grants: asked('grants'), caps: asked('caps') }],
    changeJudges: [{ statement: 'toll-roads.gate', judge: asked('judge') }],
    facts: [
      {
        ...{ name: 'distance', type: 'count', doc: 'Kilometres.', example: 'distance > 5' },
        ...{ statement: 'toll-roads.toll', valueOf: asked('valueOf') }
      }
    ]
  } as unknown as Plugin['contributes']
  const own = definePlugin({ id: 'toll-roads', sdk: '*', contributes })
  const all = [...(await allPlugins()).plugins.values(), own]
  const loaded = loadRegistry(all.map(plugin => ({ plugin, file: `plugins/${plugin.id}/src/index.ts` })))
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems))
  return loaded.registry
}

const texts: Readonly<Record<Point, string>> = {
  judge: 'gate at borders',
  targets: '',
  valueOf: 'message "m" { facts plan }\npolicy p { when distance > 5: notify "m" }',
  grants: '',
  caps: ''
}

/** What is said of the life of a car: why it was parked, or its change refused. */
async function saidOf(point: Point, answer: unknown): Promise<string | undefined> {
  const registry = await tollRoads(point, answer)
  const text = `operator "Test" { currency AUD\n time zone "UTC" }
tariff calls for voice { rates {
  | price           |
  | 0.10 per minute |
} }
plan car "Car" { rent 10.00 per month in advance
  tariff calls
  toll by distance
  pass for tunnels
}
plan van "Van" { rent 20.00 per month in advance }
${texts[point]}`
  const facts = [
    { on: '2026-03-01', do: 'subscribe', as: 'one', plan: 'car' },
    { at: '2026-03-05T10:00', do: 'use', service: 'voice', quantity: '60 s', to: '+1' },
    point === 'judge' ? { on: '2026-03-06', do: 'change', plan: 'van' } : { on: '2026-04-02', do: 'advance' }
  ]
  const played = await simulateLife({ account: { billDay: 1 }, facts }, { rules: rulesOf(text, registry) }, registry)
  if (!played.ok) throw new Error(JSON.stringify(played.problems))
  const { messages, refused } = played.result
  return point === 'judge' ? refused[0]?.reason : messages.find(({ kind }) => kind === 'account-parked')?.text
}

const cap = { rule: {}, services: ['voice'], zones: null, micro: 1n, shared: false }

const toll = {
  ...{ key: 'toll::march', type: 'toll', subscription: null, series: 'toll', ledger: 'revenue', category: 'toll' },
  ...{ from: Temporal.PlainDate.from('2026-03-01'), until: Temporal.PlainDate.from('2026-04-01'), quantity: '1' },
  ...{ exact: 1_500_000n, description: 'Toll', version: 'v1' },
  explanation: { rule: {}, version: 'v1', inputs: {}, steps: [], amount: '1.5', currency: 'AUD' }
}

describe('a charge that nobody can bill', () => {
  it.each([
    ['half a micro', [{ ...toll, exact: 1.5 }], 'the charge toll::march with exact 1.5', 'its exact must be a bigint'],
    [
      'of nobody',
      [{ ...toll, subscription: 'x' }],
      'the charge toll::march with subscription "x"',
      'its subscription must'
    ],
    ['twice', [toll, toll], 'two charges of the key toll::march, which both charge 2026-03-01', 'each key must name']
  ])('%s parks the account, with what to do', async (_, charges, answered, must) => {
    const place = 'at plan car > toll (coastal.farthing:9:3)'
    expect(await saidOf('targets', charges)).toContain(
      `plugin-fault: charge type toll of plugin toll-roads answered ${answered} ${place}: ${must}`
    )
  })
})

describe('an answer that is none', () => {
  it.each<[Point, string, unknown, string]>([
    ['judge', 'undefined', undefined, 'judge of changes by toll-roads.gate of plugin toll-roads answered undefined at'],
    ['judge', 'an empty object', {}, 'answered an object of nothing at'],
    ['judge', 'a promise', Promise.resolve(null), 'answered a promise at'],
    ['targets', 'undefined', undefined, 'charge type toll of plugin toll-roads answered undefined at'],
    ['targets', 'a list of nothing', [null], 'answered a list with null in it at'],
    ['targets', 'a promise', Promise.resolve([]), 'answered a promise at'],
    ['valueOf', 'undefined', undefined, 'fact distance of plugin toll-roads answered undefined at'],
    ['valueOf', 'a number', 6, 'answered 6 at'],
    ['valueOf', 'a text where a count is due', '6', 'answered the text "6" at'],
    ['grants', 'undefined', undefined, 'usage terms of toll-roads.pass of plugin toll-roads answered undefined at'],
    [
      'grants',
      'half a second',
      [{ service: 'voice', ticks: 1.5 }],
      'answered a list with { service: "voice", ticks: 1.5 } in it at'
    ],
    ['grants', 'a promise', Promise.resolve([]), 'answered a promise at'],
    ['caps', 'undefined', undefined, 'usage terms of toll-roads.pass of plugin toll-roads answered undefined at'],
    [
      'caps',
      'one of ever',
      [{ ...cap, per: { days: 400 } }],
      'answered a list with { rule: ..., services: ..., zones: null, '
    ]
  ])('of %s, %s, names plugin, statement and line', async (point, _, answer, said) => {
    const text = await saidOf(point, answer)
    expect(text).toContain(said)
    expect(text).toMatch(/ at .*:\d+:\d+\)?: it must answer /)
  })
})
