import { testFile } from '@farthing/plugin-sdk/testing'
import { plugin } from './index.ts'

const said = (lines: string) => `commission dealer "Dealer commission" { ${lines} }\n`

describe('commission', () => {
  it('has parts, layers and a clawback, each at its place', () => {
    const lines = 'leading fee 50.00; trailing 5% of rent for 24 months; layer agent 60%; layer dealer 40%'
    expect(testFile(plugin, said(`${lines}; claw back in proportion when ended within 6 months`))).toMatchObject({
      ok: true,
      values: [
        {
          ...{ name: 'dealer', title: 'Dealer commission' },
          leading: [{ reward: { kind: 'amount', amount: 50_000_000n }, of: null, plans: null }],
          trailing: [
            {
              ...{ reward: { kind: 'share', percent: 5_000_000n }, of: ['rent'], plans: null, months: 24 },
              at: { rule: 'commission dealer > trailing', file: expect.stringContaining('.farthing') }
            }
          ],
          layers: [
            { name: 'agent', share: 60_000_000n },
            { name: 'dealer', share: 40_000_000n }
          ],
          clawback: { months: 6, inProportion: true, at: { rule: 'commission dealer > claw back' } }
        }
      ]
    })
  })

  it.each([
    ['leading fee 50.00; layer agent 60%; layer dealer 30%', 'R0581 the layers come to 90%'],
    ['layer dealer 100%', 'R0583 nothing is ever earned by it'],
    ['leading fee 50.00; layer dealer 60%; layer dealer 40%', 'R0584 there is a layer dealer above already'],
    ['trailing 5%; trailing 3% of usage; layer dealer 100%', 'R0585 the part on line 8 counts the same lines'],
    ['leading fee 9.00 to agent; leading fee 8.00 to agent; layer agent 100%', 'R0585 the part on line 8'],
    ['leading fee 9.00 to agent; leading fee 8.00; layer agent 100%', 'R0585 the part on line 8'],
    ['leading fee 9.00 to agnet; layer agent 100%', 'R0654 there is no layer agnet: did you mean agent?'],
    ['leading fee 9.00; layer agent without share', 'R0581 the layers come to 0%'],
    ['leading fee 9.00 to agent; layer agent 60%; layer dealer without share', 'R0581 the layers come to 60%'],
    ['leading 0%; layer dealer 100%', 'R0615 it brings nothing: leave it out'],
    ['trailing fee 0.00 of rent; layer dealer 100%', 'R0615 it brings nothing: leave it out']
  ])('%s is refused', (lines, error) => {
    expect(testFile(plugin, said(lines))).toMatchObject({ ok: false, errors: [expect.stringContaining(error)] })
  })

  it('has parts of one layer alone, and layers of no share', () => {
    const lines =
      'leading fee 9.00 to agent; leading fee 8.00 to dealer; layer agent without share; layer dealer without share'
    expect(testFile(plugin, said(lines))).toMatchObject({
      ok: true,
      values: [
        {
          leading: [{ to: 'agent' }, { to: 'dealer' }],
          layers: [
            { name: 'agent', share: 0n },
            { name: 'dealer', share: 0n }
          ]
        }
      ]
    })
  })

  it('has a name of its own', () => {
    const twice = said('leading fee 50.00; layer dealer 100%').repeat(2)
    expect(testFile(plugin, twice)).toMatchObject({ ok: false, errors: [expect.stringContaining('R0582')] })
  })
})
