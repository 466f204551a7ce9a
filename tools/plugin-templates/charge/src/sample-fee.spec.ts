import { chargeTable, testInput } from '@farthing/plugin-sdk/testing'
import { sampleFeeCharge, type SampleFee } from './sample-fee.ts'

const fee: SampleFee = { amount: 1_500_000n }

const charged = (story: Parameters<typeof testInput<SampleFee>>[0]): string[] =>
  chargeTable(sampleFeeCharge.targets(testInput(story)))

describe('sample fee', () => {
  const story = { plans: [{ title: 'Mobile 40', value: fee }], started: '2026-03-16' }

  it('is charged on the day the subscription ends', () => {
    expect(charged({ ...story, terminated: '2026-04-20', through: '2026-05-01' })).toEqual([
      '2026-04-20..2026-04-21 | 1.500000 | Mobile 40: sample fee'
    ])
  })

  it('is not charged while the subscription lasts, nor on a bill before its end', () => {
    expect(charged({ ...story, through: '2026-05-01' })).toEqual([])
    expect(charged({ ...story, terminated: '2026-04-20', through: '2026-04-01' })).toEqual([])
  })
})
