import { compileRules } from '@farthing/rules-language'
import { coastal } from './coastal.ts'
import { allPlugins, invoicesOf, play, table } from './play.ts'

const texts = `${coastal}
tariff text for sms {
  rates {
    | price        |
    | 0.20 per sms |
  }
}

plan texts "Texts" {
  tariff text
  include 4 messages of sms
}

plan plain "Plain" {
  tariff text
}
`

const selling = (...lines: readonly string[]): string => `${texts}
feature more "More texts" {
  ${lines.join('\n  ')}
}
`

const texting = (on: string, count: number) => ({
  at: `${on}T10:00`,
  do: 'use',
  service: 'sms',
  quantity: `${count} sms`,
  to: '+61393334444'
})

const bills = async (rules: string, ...facts: readonly object[]): Promise<string[]> =>
  invoicesOf(await play({ rules, billDay: 1, facts })).filter(line => !line.startsWith('total'))

describe('what a feature includes', () => {
  const rules = selling('include 10 messages of sms')

  it('covers what the plan does not, while it is on', async () => {
    expect(
      await bills(
        rules,
        { on: '2026-05-01', do: 'subscribe', plan: 'texts' },
        texting('2026-05-05', 6),
        { on: '2026-05-11', do: 'feature', feature: 'more', state: 'on' },
        texting('2026-05-12', 7),
        { on: '2026-05-21', do: 'feature', feature: 'more', state: 'off' },
        texting('2026-05-22', 5),
        { on: '2026-06-01', do: 'advance' }
      )
    ).toEqual(
      table(`
        bill of 2026-06-01
        Sms   2026-05-01..2026-06-01   1.40
      `)
    )
  })

  it('goes on with what it had left when it comes back in the cycle, and begins anew in the next', async () => {
    expect(
      await bills(
        rules,
        { on: '2026-05-01', do: 'subscribe', plan: 'plain', features: ['more'] },
        texting('2026-05-05', 6),
        { on: '2026-05-11', do: 'feature', feature: 'more', state: 'off' },
        { on: '2026-05-21', do: 'feature', feature: 'more', state: 'on' },
        texting('2026-05-22', 6),
        texting('2026-06-10', 11),
        { on: '2026-07-01', do: 'advance' }
      )
    ).toEqual(
      table(`
        bill of 2026-06-01
        Sms   2026-05-01..2026-06-01   0.40
        bill of 2026-07-01
        Sms   2026-06-01..2026-07-01   0.20
      `)
    )
  })

  it('is its part of a cycle when it is prorated, and rolls over though nothing was used', async () => {
    expect(
      await bills(
        selling('include 31 messages of sms, prorated by day, roll over 1 cycle'),
        { on: '2026-05-01', do: 'subscribe', plan: 'plain' },
        { on: '2026-05-22', do: 'feature', feature: 'more', state: 'on' },
        texting('2026-06-10', 42),
        { on: '2026-07-01', do: 'advance' }
      )
    ).toEqual(
      table(`
        bill of 2026-07-01
        Sms   2026-06-01..2026-07-01   0.20
      `)
    )
  })

  it('is shared with the account, and told late it corrects what was billed', async () => {
    const shared = await bills(
      selling('include 10 messages of sms, share with account'),
      { on: '2026-05-01', do: 'subscribe', plan: 'plain', as: 'one' },
      { on: '2026-05-01', do: 'subscribe', plan: 'plain', as: 'two' },
      { ...texting('2026-05-05', 8), as: 'two' },
      { on: '2026-06-01', do: 'advance' },
      { on: '2026-05-03', known: '2026-06-10', do: 'feature', feature: 'more', state: 'on', as: 'one' },
      { on: '2026-07-01', do: 'advance' }
    )
    expect(shared).toEqual(
      table(`
        bill of 2026-06-01
        Sms   2026-05-01..2026-06-01   1.60
        bill of 2026-07-01
        Sms   2026-05-01..2026-06-01  -1.60
      `)
    )
  })
})

describe('an offer in a feature', () => {
  it('changes the prices of the plan while the feature is on', async () => {
    const life = await play({
      rules: selling('offer "Half" {', '  sms is 50% off', '}'),
      billDay: 1,
      facts: [
        { on: '2026-05-01', do: 'subscribe', plan: 'plain' },
        texting('2026-05-05', 10),
        { on: '2026-05-11', do: 'feature', feature: 'more', state: 'on' },
        texting('2026-05-11', 10),
        { on: '2026-05-21', do: 'feature', feature: 'more', state: 'off' },
        texting('2026-05-21', 10),
        { on: '2026-06-01', do: 'advance' }
      ]
    })
    expect(invoicesOf(life)).toContain('Sms 2026-05-01..2026-06-01 5.00')
    const steps = life.invoices[0]?.lines[0]?.explanation.steps ?? []
    expect(steps.map(({ detail }) => detail)).toContainEqual(
      expect.stringMatching(/^feature more > offer "Half" .* for 1 message$/)
    )
  })

  it('goes by what was used in the cycle', async () => {
    const rules = selling('offer "Then free" {', '  after 10 messages of sms in the cycle', '  sms is free', '}')
    const said = await bills(
      rules,
      { on: '2026-05-01', do: 'subscribe', plan: 'plain', features: ['more'] },
      texting('2026-05-05', 10),
      texting('2026-05-06', 10),
      { on: '2026-06-01', do: 'advance' }
    )
    expect(said).toContain('Sms 2026-05-01..2026-06-01 2.00')
  })
})

describe('packs and caps in a feature', () => {
  it('sell more of what the plan includes, while the feature is on', async () => {
    expect(
      await bills(
        selling('when sms runs out: 1.00 per started 10 messages'),
        { on: '2026-05-01', do: 'subscribe', plan: 'texts' },
        texting('2026-05-05', 6),
        { on: '2026-05-11', do: 'feature', feature: 'more', state: 'on' },
        texting('2026-05-12', 7),
        { on: '2026-05-21', do: 'feature', feature: 'more', state: 'off' },
        texting('2026-05-22', 1),
        { on: '2026-06-01', do: 'advance' }
      )
    ).toEqual(['bill of 2026-06-01', 'Sms 2026-05-01..2026-06-01 1.60'])
  })

  it('hold a cap beside that of the plan, and count only what was used under it', async () => {
    expect(
      await bills(
        selling('cap sms at 1.00 per cycle').replace(
          'plan plain "Plain" {',
          'plan plain "Plain" {\n  cap sms at 3.00 per cycle'
        ),
        { on: '2026-05-01', do: 'subscribe', plan: 'plain' },
        texting('2026-05-05', 6),
        { on: '2026-05-11', do: 'feature', feature: 'more', state: 'on' },
        texting('2026-05-12', 7),
        { on: '2026-05-21', do: 'feature', feature: 'more', state: 'off' },
        texting('2026-05-22', 9),
        { on: '2026-06-01', do: 'advance' }
      )
    ).toEqual(['bill of 2026-06-01', 'Sms 2026-05-01..2026-06-01 3.00'])
  })
})

describe('offers of plans and features that may meet', () => {
  const weekends = (inPlan: string, inFeature: string): string =>
    `${texts.replace('  tariff text\n  include', `  tariff text\n  offer "Plan" {\n    ${inPlan}\n  }\n  include`)}
feature more "More" {
  offer "Feature" {
    ${inFeature}
  }
}
`
  const found = async (text: string): Promise<string[]> => {
    const signatures = [...(await allPlugins()).statements.values()]
    return compileRules({ files: new Map([['rules.farthing', text]]), signatures })
      .diagnostics.filter(({ severity }) => severity === 'error')
      .map(({ code, message }) => `${code} ${message}`)
  }

  it('are an error that shows both, unless one names the other', async () => {
    expect(await found(weekends('on saturday; sms is free', 'on weekends; sms is 50% off'))).toEqual([
      'R0250 offer "Plan" of plan texts and offer "Feature" of feature more both apply on 2026-01-03 (Saturday) at 00:00, to sms, and neither overrides the other'
    ])
    const dated = weekends('on saturday; sms is free', 'from 2027-02-01; on weekends; sms is 50% off')
    expect(await found(dated)).toEqual([expect.stringContaining('both apply on 2027-02-06 (Saturday) at 00:00')])
    expect(await found(weekends('on saturday; sms is free', 'on weekends; sms is 50% off; overrides "Plan"'))).toEqual(
      []
    )
    expect(await found(weekends('on saturday; sms is free', 'on sunday; sms is 50% off'))).toEqual([])
  })

  it('are an error when each names the other, whatever lies between them', async () => {
    const [plan, feature] = ['sms is free; overrides "Feature"', 'sms is 50% off; overrides "Plan"']
    expect(await found(weekends(plan, feature))).toEqual([
      'R0252 offer "Plan" of plan texts overrides offer "Feature" of feature more, which overrides offer "Plan" of plan texts: none of them would go first'
    ])
    const longer = `${weekends(plan, 'sms is 50% off; overrides "Other"')}
feature other "Other" {
  offer "Other" {
    sms is 10% off; overrides "Plan"
  }
}
`
    expect((await found(longer)).map(each => each.slice(0, 5))).toEqual(['R0252'])
  })

  it('name only what there is', async () => {
    const [first] = await found(weekends('on saturday; sms is free', 'on sunday; sms is 50% off; overrides "Plann"'))
    expect(first).toBe('R0251 offer "Feature" overrides `Plann`, and feature more has no other of that name')
  })

  it('and packs are sold by one of the two', async () => {
    const packs = 'when sms runs out: 1.00 per started 10 messages'
    const twice = selling(packs).replace('include 4 messages of sms', `include 4 messages of sms\n  ${packs}`)
    expect(await found(twice)).toEqual([
      'R0440 plan texts and feature more both say when sms runs out, and a subscription may have both'
    ])
    expect(await found(selling(packs))).toEqual([])
  })
})
