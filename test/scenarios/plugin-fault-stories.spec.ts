// A plugin with a mistake is named, with its statement and the line of the rules: nothing crashes, and nobody is billed wrong.
import { accountHistory } from '@farthing/billing-core'
import { definePlugin, loadRegistry, type Registry } from '@farthing/plugin-sdk'
import { compileRules } from '@farthing/rules-language'
import { ruleBook, runExamples, simulateLife, whyNotCharged } from '@farthing/simulator'
import { allPlugins, rulesOf } from './play.ts'

const broken = (): never => {
  throw new TypeError('the fee is not a number')
}
const statement = (id: `toll-roads.${string}`, pattern: string, where: string, lower = true) => ({
  id,
  in: [where],
  pattern,
  slots: {},
  doc: 'What vehicles pay on roads.',
  example: pattern,
  lower: lower ? () => ({ ok: true as const, value: null }) : broken
})
const tollRoads = definePlugin({
  id: 'toll-roads',
  sdk: '*',
  contributes: {
    statements: [
      statement('toll-roads.toll', 'toll by distance', 'plan'),
      statement('toll-roads.pass', 'pass for tunnels', 'plan'),
      statement('toll-roads.gate', 'gate at borders', 'file'),
      statement('toll-roads.sticker', 'sticker on windows', 'plan', false),
      { ...statement('toll-roads.plate', 'plate on bumpers', 'plan'), lower: () => undefined as never }
    ],
    chargeTypes: [{ code: 'toll', statement: 'toll-roads.toll', ledger: 'revenue', targets: broken }],
    usageTerms: [{ statement: 'toll-roads.pass', grants: broken }],
    changeJudges: [{ statement: 'toll-roads.gate', judge: broken }],
    facts: [
      {
        name: 'distance',
        type: 'count',
        doc: 'Kilometres.',
        example: 'distance > 5',
        statement: 'toll-roads.toll',
        valueOf: broken
      }
    ]
  }
})

async function withTollRoads(): Promise<Registry> {
  const plugins = [...(await allPlugins()).plugins.values(), tollRoads]
  const loaded = loadRegistry(plugins.map(plugin => ({ plugin, file: `plugins/${plugin.id}/src/index.ts` })))
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems))
  return loaded.registry
}

const rules = (inPlan: string, beside = '') => `operator "Test" {
  currency AUD
  time zone "Australia/Melbourne"
}
plan car "Car" {
  rent 10.00 per month in advance, prorated by day
  ${inPlan}
}
plan van "Van" {
  rent 20.00 per month in advance, prorated by day
}
${beside}
`
const voice = 'tariff calls for voice { rates {\n | price |\n | 0.10 per minute |\n } }'
const account = { billDay: 1, zone: 'Australia/Melbourne', currency: 'AUD' }
const bill = [
  { on: '2026-03-01', do: 'subscribe', as: 'one', plan: 'car' },
  { on: '2026-04-01', do: 'bill' }
]

describe('a plugin that fails', () => {
  let registry: Registry
  beforeAll(async () => {
    registry = await withTollRoads()
  })

  const live = async (text: string, facts: readonly object[]) => {
    const life = await simulateLife({ account, facts }, { rules: rulesOf(text, registry) }, registry)
    if (!life.ok) throw new Error(JSON.stringify(life.problems))
    return life.result
  }

  it.each([
    ['sticker on windows', 'the plugin toll-roads failed at this `sticker`: TypeError: the fee is not a number'],
    ['plate on bumpers', 'the plugin toll-roads failed at this `plate`: its lower gave neither a value nor diagnostics']
  ])('while rules are checked is told at its statement, among everything else: %s', (text, message) => {
    const files = new Map([['rules.farthing', rules(text, 'plan bus "Bus" { rant 5.00 per month }')]])
    const signatures = [...registry.statements.values()]
    expect(compileRules({ files, signatures }).diagnostics).toMatchObject([
      { code: 'R0480', line: 7, column: 3, message },
      { code: 'R0020', line: 12 }
    ])
  })

  it('while a bill is made parks the account, with charge type, plugin and line', async () => {
    const { messages, invoices } = await live(rules('toll by distance'), bill)
    expect(invoices).toEqual([])
    expect(messages.map(({ text }) => text)).toContain(
      'Parked, plugin-fault: charge type toll of plugin toll-roads failed at plan car > toll (coastal.farthing:7:3): TypeError: the fee is not a number'
    )
  })

  it('while an example is played fails it in the same words', async () => {
    const example = `example "a month on the road" {
      on 2026-03-01 subscribe car
      on 2026-04-01 bill
      expect balance 10.00
    }`
    const compiled = rulesOf(rules('toll by distance', example), registry)
    const [outcome] = await runExamples(compiled, registry)
    expect(JSON.stringify(outcome)).toContain('charge type toll of plugin toll-roads failed at plan car > toll')
  })

  it('is the answer to why a charge is not there', () => {
    const day = Temporal.PlainDate.from('2026-03-01')
    const base = { known: Temporal.Instant.from('2026-03-01T00:00:00Z'), supersedes: null, effective: day }
    const history = accountHistory('a', [
      { kind: 'account-opened', id: 'f1', ...base, billDay: 1, zone: 'Australia/Melbourne', currency: 'AUD' },
      { kind: 'subscribed', id: 'f2', ...base, subscription: 's', as: 'Anna', plan: 'car', identities: [] }
    ])
    if (history === null) throw new Error('the account is opened')
    const book = ruleBook([{ from: null, rules: rulesOf(rules('toll by distance'), registry) }])
    expect(whyNotCharged({ history, ruleBook: book, registry, through: day, charge: 'toll' })).toMatchObject({
      verdicts: [
        {
          charges: false,
          rule: { line: 7 },
          condition: expect.stringMatching(/^charge type toll of plugin toll-roads/)
        }
      ]
    })
  })

  it('while allowances are granted names the rule that grants', async () => {
    const { messages } = await live(rules('tariff calls; pass for tunnels', voice), [
      bill[0] as object,
      { at: '2026-03-02T10:00', do: 'use', service: 'voice', quantity: '60s' },
      bill[1] as object
    ])
    expect(messages.map(({ text }) => text)).toContainEqual(
      expect.stringMatching(
        /^Parked, plugin-fault: usage terms of toll-roads.pass .* failed at plan car > pass \(coast/
      )
    )
  })

  it('while it judges a change has not agreed to it', async () => {
    const { refused } = await live(rules('', 'gate at borders'), bill)
    expect(refused).toMatchObject([
      {
        reason: expect.stringMatching(
          /^judge of changes by toll-roads\.gate of plugin toll-roads failed at gate at borders/
        )
      }
    ])
  })

  it('at a fact that a rule for changes asks for has not agreed to it', async () => {
    const change = [bill[0] as object, { on: '2026-03-05', do: 'change', plan: 'van' }]
    const { refused } = await live(
      rules('toll by distance', 'forbid change to van when distance > 5 "Too far"'),
      change
    )
    expect(refused).toMatchObject([{ reason: expect.stringMatching(/^fact distance of plugin toll-roads failed/) }])
  })

  it('at a fact that a policy asks for parks the account', async () => {
    const policy = 'policy far { when distance > 5: bar international }'
    const { messages } = await live(rules('toll by distance', policy), bill.slice(0, 1))
    expect(messages.map(({ text }) => text)).toContainEqual(
      expect.stringMatching(/^Parked, plugin-fault: fact distance/)
    )
  })
})
