// `allow` and `forbid`: what happens, what does not, and what the customer is told.
import { definePlugin, loadRegistry } from '@farthing/plugin-sdk'
import type { LifeResult } from '@farthing/simulator'
import { compileRules } from '@farthing/rules-language'
import { simulateLife } from '@farthing/simulator'
import { coastal } from './coastal.ts'
import { allPlugins, play } from './play.ts'

async function refusedIn(rules: string, facts: readonly object[]): Promise<LifeResult['refused']> {
  const life = await play({
    ruleSets: { rules: text => text + rules },
    facts: [{ on: '2026-01-01', do: 'publish', rules: 'rules' }, ...facts]
  })
  return life.refused
}

const subscribe = { on: '2026-03-01', do: 'subscribe', plan: 'talk-more' }

describe('a rule that forbids', () => {
  it('keeps a change from happening, on its days only, and tells the customer why', async () => {
    const rules = 'forbid change to mobile-20 when plan is talk-more "Stay" { from 2026-03-10 until 2026-03-20 }\n'
    const change = (on: string) => ({ on, do: 'change', plan: 'mobile-20' })
    expect(await refusedIn(rules, [subscribe, change('2026-03-15')])).toEqual([
      { fact: 3, reason: 'Stay', detail: expect.stringMatching(/^forbid change mobile-20 \(coastal.farthing:\d+:1\)$/) }
    ])
    expect(await refusedIn(rules, [subscribe, change('2026-03-09')])).toEqual([])
    expect(await refusedIn(rules, [subscribe, change('2026-03-20')])).toEqual([])
    expect(await refusedIn(rules, [{ ...subscribe, plan: 'talk' }, change('2026-03-15')])).toEqual([])
  })

  it.each([
    ['subscribe to talk-more', subscribe, 2],
    ['feature voicemail on', { on: '2026-03-05', do: 'feature', feature: 'voicemail', state: 'on' }, 3],
    ['suspend', { on: '2026-03-05', do: 'suspend' }, 3],
    ['terminate', { on: '2026-03-05', do: 'terminate' }, 3]
  ] as const)('forbids to %s', async (what, fact, number) => {
    const facts = fact === subscribe ? [subscribe] : [subscribe, fact]
    expect(await refusedIn(`forbid ${what} "No"\n`, facts)).toMatchObject([{ fact: number, reason: 'No' }])
  })

  it('refuses a start as a whole when one of its features is forbidden', async () => {
    const rules = 'forbid feature voicemail on when today < 2026-04-01 "Not yet"\n'
    const withVoicemail = { ...subscribe, features: ['voicemail'] }
    expect(await refusedIn(rules, [withVoicemail])).toMatchObject([{ fact: 2, reason: 'Not yet' }])
    expect(await refusedIn(rules, [{ ...withVoicemail, on: '2026-04-01' }])).toEqual([])
  })

  it('asks about features that come with a start as of the plan that starts', async () => {
    const rules = 'forbid feature voicemail on when plan is talk-more "Not on this plan"\n'
    const start = { ...subscribe, features: ['voicemail'] }
    expect(await refusedIn(rules, [start])).toMatchObject([{ fact: 2, reason: 'Not on this plan' }])
    expect(await refusedIn(rules, [{ ...start, plan: 'mobile-20' }])).toEqual([])
  })

  it('looks at usage, allowances and debts of the moment', async () => {
    const rules = `
      forbid change to mobile-20 when used(voice) reaches 80% of included "Most of it is used"
      forbid change to mobile-40 when spend(national) this cycle > 1.00 "Pay first"
      forbid terminate when owed >= 15.00 "There is an open invoice"
    `
    const call = (day: string, quantity: string) => {
      return { at: `${day}T10:00`, do: 'use', service: 'voice', quantity, to: '+61293334444' }
    }
    const reasons = (
      await refusedIn(rules, [
        subscribe,
        call('2026-03-02', '7 min'),
        call('2026-03-04', '1 min'),
        { on: '2026-03-05', do: 'change', plan: 'mobile-20' },
        call('2026-03-07', '10 min'),
        { on: '2026-03-08', do: 'change', plan: 'mobile-40' },
        { on: '2026-04-01', do: 'advance' },
        { on: '2026-04-02', do: 'terminate' }
      ])
    ).map(({ fact, reason }) => `${fact} ${reason}`)
    expect(reasons).toEqual(['5 Most of it is used', '7 Pay first', '9 There is an open invoice'])
  })
})

describe('an exception', () => {
  it('counts only while it applies itself', async () => {
    const rules = `
      forbid change when on-plan < 30 days "Too soon" as too-soon
      allow change to mobile-20 when age >= 1 year as loyal, overrides too-soon
      forbid change to mobile-20 when state is suspended "Resume first" as sleeping, overrides loyal
    `
    const life = (year: number, ...more: object[]) => [
      { ...subscribe, on: `${year}-03-01` },
      { on: '2026-03-01', do: 'change', plan: 'talk' },
      ...more,
      { on: '2026-03-10', do: 'change', plan: 'mobile-20' }
    ]
    const reasons = async (facts: readonly object[]) => (await refusedIn(rules, facts)).map(({ reason }) => reason)
    expect(await reasons(life(2025))).toEqual([])
    expect(await reasons(life(2026))).toEqual(['Too soon', 'Too soon'])
    expect(await reasons(life(2025, { on: '2026-03-05', do: 'suspend' }))).toEqual(['Too soon'])
  })
})

describe('a fact of a plugin', () => {
  const plugin = definePlugin({
    id: 'terms',
    sdk: '^0.1.0',
    contributes: {
      statements: [
        {
          id: 'terms.term',
          in: ['plan'],
          pattern: 'first term <months> months',
          slots: { months: { kind: 'count' } },
          doc: 'The term of the contract.',
          example: 'first term 24 months',
          lower: match => ({ ok: true, value: { months: match.slots['months'] } })
        }
      ],
      facts: [
        {
          name: 'first-term',
          type: { oneOf: ['running', 'over'] },
          statement: 'terms.term',
          doc: 'Whether the term of the contract is still running.',
          example: 'first-term is running',
          valueOf({ rules, subscription, today }) {
            const [term] = rules as readonly { readonly months: number }[]
            if (term === undefined) return null
            const end = subscription.started.add({ months: term.months })
            return Temporal.PlainDate.compare(today, end) < 0 ? 'running' : 'over'
          }
        }
      ]
    }
  })

  it('is asked like one of the kernel', async () => {
    const loaded = loadRegistry([
      ...[...(await allPlugins()).plugins.values()].map(known => ({
        plugin: known,
        file: `plugins/${known.id}/src/index.ts`
      })),
      { plugin, file: 'plugins/terms/src/index.ts' }
    ])
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems))
    const { registry } = loaded
    const text = `${coastal}
      plan bound "Bound" { first term 12 months }
      forbid change when first-term is running "You are in contract for a year"
    `
    const compiled = compileRules({
      files: new Map([['rules.farthing', text]]),
      signatures: [...registry.statements.values()],
      facts: [...registry.facts.values()]
    })
    if (!compiled.ok) throw new Error(JSON.stringify(compiled.diagnostics))
    const facts = ['2026-03-01', '2027-02-28', '2027-03-01'].map((on, index) =>
      index === 0 ? { on, do: 'subscribe', plan: 'bound' } : { on, do: 'change', plan: 'mobile-20' }
    )
    const life = await simulateLife({ account: {}, facts }, { rules: compiled.rules }, registry)
    if (!life.ok) throw new Error(JSON.stringify(life.problems))
    expect(life.result.refused).toMatchObject([{ fact: 2, reason: 'You are in contract for a year' }])
    expect(life.result.services).toMatchObject([{ plan: 'mobile-20' }])
  })
})
