// Money that came in and goes out, by the commands that show and move it.
import { PaymentsService } from '@farthing/kernel'
import { customer, publishRules, sampleRules, testKernel } from '@farthing/testing'
import { onPaper as run } from '../on-paper.ts'

const kernel = await testKernel()
let account = ''
beforeAll(async () => {
  await publishRules(kernel, sampleRules())
  account = (await customer(kernel, { identities: ['61400000001'] })).number
  await kernel.get(PaymentsService).record({ account, amount: 50_000_000n, method: 'bank', reference: 'twice' })
  process.env['DATABASE_URL'] = kernel.url
})
afterAll(() => kernel.close())

const squeezed = ({ out }: { readonly out: string }) => out.replaceAll(/ +/g, ' ').split('\n')

describe('farthing refund', () => {
  it('pays credit out, shows it among the payments, and brings it back', async () => {
    const paid = await run('refund', account, '20.00', '--reason', 'paid twice', '--on', '2026-01-05')
    expect(paid).toMatchObject({ code: 0 })
    expect(squeezed(paid)[0]).toBe(`RF-000001 ${account} 2026-01-05 -20.00 AUD bank paid twice credit -20.00`)
    const rest = await run('refund', account, '--reason', 'moved away', '--json')
    expect(JSON.parse(rest.out)).toMatchObject({ number: 'RF-000002', kind: 'refund', amount: '-30.00' })
    const back = await run('payment', 'reverse', 'RF-000002', '--reason', 'wrong bank account')
    expect(back.out).toContain('reversed on ')
    const { out } = await run('payment', 'list', account, '--json')
    expect(JSON.parse(out).map(({ number }: { number: string }) => number)).toEqual([
      'RF-000002',
      'RF-000001',
      'PAY-000001'
    ])
  })

  it('says what is wrong with it', async () => {
    expect(await run('refund', account, '30.01', '--reason', 'x')).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringContaining('30.00 AUD is held in credit: no more than 30.00 AUD can be paid out') as unknown
    })
    expect(await run('refund', account, '0.00', '--reason', 'x')).toMatchObject({ code: 2 })
    expect(await run('refund', account, '1.00', '--reason', 'x', '--on', 'someday')).toMatchObject({
      code: 2,
      err: expect.stringContaining('--on') as unknown
    })
    expect(await run('refund', 'A-999999', '--reason', 'x')).toMatchObject({
      code: 1,
      err: 'There is no account A-999999.\n'
    })
    expect(await run('payment', 'list', 'A-999999')).toMatchObject({ code: 1, err: 'There is no account A-999999.\n' })
    expect(await run('payment', 'reverse', 'RF-999999', '--reason', 'x')).toMatchObject({
      code: 1,
      err: 'There is no payment RF-999999.\n'
    })
  })
})
