import { invoicesOf, play, table } from './play.ts'

const features = `
feature answering "Answering" {
  from 2026-01-01 until 2026-05-01
  rent 3.10 per month in advance, prorated by day
}

feature answering "Answering" {
  from 2026-05-01
  rent 6.20 per month in advance, prorated by day
}

feature roaming "Roaming" {
  rent 5.00 per month in advance, prorated by day
  setup 2.50
}
`
const withFeatures = (text: string): string => text + features
const begin = { on: '2026-03-01', do: 'publish', rules: 'features' }

describe('a feature', () => {
  it('costs its rent beside the plan from the day on which it is turned on', async () => {
    const life = await play({
      ruleSets: { features: withFeatures },
      facts: [
        begin,
        { on: '2026-03-01', do: 'subscribe', plan: 'mobile-20', features: ['answering'] },
        { on: '2026-03-16', do: 'feature', feature: 'roaming', state: 'on' },
        { on: '2026-04-01', do: 'advance' }
      ]
    })
    expect(invoicesOf(life)).toEqual(
      table(`
        bill of 2026-03-01
        Mobile 20        2026-03-01..2026-04-01   20.00
        Answering        2026-03-01..2026-04-01    3.10
        total                                     23.10
        bill of 2026-04-01
        Roaming: setup   2026-03-16..2026-03-17    2.50
        Roaming          2026-03-16..2026-04-01    2.58
        Mobile 20        2026-04-01..2026-05-01   20.00
        Answering        2026-04-01..2026-05-01    3.10
        Roaming          2026-04-01..2026-05-01    5.00
        total                                     33.18
      `)
    )
    expect(life.services).toMatchObject([{ plan: 'mobile-20', features: ['answering', 'roaming'] }])
    const answering = life.invoices[0]?.lines[1]
    expect(answering?.explanation.rule).toMatchObject({ rule: 'feature answering > rent' })
    expect(answering?.explanation.inputs).toMatchObject({ feature: 'answering', price: '3.100000 AUD' })
  })

  it('turned on and off several times in a cycle is charged for the days on which it was on', async () => {
    const turn = (on: string, state: 'on' | 'off') => ({ on, do: 'feature', feature: 'answering', state })
    const life = await play({
      ruleSets: { features: withFeatures },
      facts: [
        begin,
        { on: '2026-03-01', do: 'subscribe', plan: 'mobile-20' },
        turn('2026-03-03', 'on'),
        turn('2026-03-08', 'off'),
        turn('2026-03-10', 'on'),
        turn('2026-03-12', 'off'),
        turn('2026-03-29', 'on'),
        { on: '2026-04-01', do: 'advance' }
      ]
    })
    expect(invoicesOf(life).slice(3)).toEqual(
      table(`
        bill of 2026-04-01
        Answering   2026-03-03..2026-04-01    1.00
        Mobile 20   2026-04-01..2026-05-01   20.00
        Answering   2026-04-01..2026-05-01    3.10
        total                                24.10
      `)
    )
  })

  it('has versions of its own, keeps its days through a change of plan, and ends with the subscription', async () => {
    const life = await play({
      ruleSets: { features: withFeatures },
      facts: [
        begin,
        { on: '2026-04-01', do: 'subscribe', plan: 'mobile-20', features: ['answering'] },
        { on: '2026-04-16', do: 'change', plan: 'mobile-40' },
        { on: '2026-05-11', do: 'terminate' },
        { on: '2026-06-01', do: 'advance' }
      ]
    })
    expect(invoicesOf(life)).toEqual(
      table(`
        bill of 2026-04-01
        Mobile 20   2026-04-01..2026-05-01   20.00
        Answering   2026-04-01..2026-05-01    3.10
        total                                23.10
        bill of 2026-05-01
        Mobile 20   2026-04-16..2026-05-01  -10.00
        Mobile 40   2026-04-16..2026-05-01   20.00
        Mobile 40   2026-05-01..2026-06-01   40.00
        Answering   2026-05-01..2026-06-01    6.20
        total                                56.20
        bill of 2026-06-01
        Mobile 40   2026-05-11..2026-06-01  -27.10
        Answering   2026-05-11..2026-06-01   -4.20
        total                               -31.30
      `)
    )
  })

  it('that is not in the rules of its day parks the account, and a turn that changes nothing is dropped', async () => {
    const life = await play({
      ruleSets: { features: withFeatures },
      facts: [
        { on: '2026-03-01', do: 'subscribe', plan: 'mobile-20' },
        { on: '2026-03-02', do: 'feature', feature: 'answering', state: 'off' },
        { on: '2026-03-05', do: 'feature', feature: 'answering', state: 'on' },
        { on: '2026-04-01', do: 'advance' },
        { on: '2026-04-02', do: 'publish', rules: 'features' }
      ]
    })
    expect(life.messages.at(-1)).toMatchObject({
      kind: 'account-parked',
      text: "Parked, unknown-feature: the rules have no feature 'answering' in force on 2026-03-05"
    })
    expect(life.dropped).toMatchObject([{ fact: 'fact-000002', reason: 'feature-not-on' }])
  })
})
