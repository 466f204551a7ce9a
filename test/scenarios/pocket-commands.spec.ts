// What an account holds in advance, by the commands that fill it and show it.
import { customer, publishRules, testKernel } from '@farthing/testing'
import { farthing } from './farthing.ts'

const kernel = await testKernel()
let account = ''
beforeAll(async () => {
  await publishRules(kernel)
  account = (await customer(kernel, { identities: ['61400000001'] })).number
})
afterAll(() => kernel.close())

const run = (...words: string[]) => farthing(words, { env: { DATABASE_URL: kernel.url } })

describe('farthing top-up', () => {
  it('records a payment that fills a pocket, and shows what is held then', () => {
    expect(run('top-up', account, '20').out).toBe(
      `PAY-000001: ${account} paid 20.00 AUD and holds 20.00 in advance\n` +
        '1  top-up  priority 100  all subscriptions  without end    20.00 AUD\n'
    )
    const second = run('top-up', account, '5.50', '--method', 'bank', '--until', '2100-01-01T00:00:00Z', '--json')
    expect(JSON.parse(second.out)).toMatchObject({
      payment: 'PAY-000002',
      pocket: { number: 2, balance: '5.500000', unit: 'AUD', expiresAt: '2100-01-01T00:00:00Z' }
    })
    expect(run('pockets', account).out.split('\n')).toHaveLength(3)
  })

  it('says what is wrong with it', () => {
    expect(run('top-up', 'A-999999', '20')).toMatchObject({ code: 1, out: '', err: 'There is no account A-999999.\n' })
    expect(run('top-up', account, '0.00')).toMatchObject({ code: 2, out: '' })
    const lapsed = run('top-up', account, '20', '--until', '2020-01-01T00:00:00Z')
    expect(lapsed).toMatchObject({ code: 1, out: '' })
    expect(lapsed.err).toContain('2020-01-01')
    const someday = run('top-up', account, '20', '--until', 'someday')
    expect(someday.err).toContain("--until is 'someday', which is no instant like 2026-03-31T12:00:00+11:00")
  })
})

describe('farthing voucher', () => {
  it('makes codes, redeems one and shows what became of them', () => {
    const made = run('voucher', 'make', '2', '20.00', 'AUD', '--name', 'Spring', '--until', '2100-01-01T00:00:00Z')
    expect(made.err).toContain('1  Spring  2 vouchers  20.00 AUD each  until 2100-01-01T00:00:00Z  2 left\n')
    const [head, first = '', second = ''] = made.out.split('\n')
    expect(head).toBe('serial,code')
    const code = first.replace('1,', '')
    const redeemed = run('voucher', 'redeem', account, code.replaceAll('-', ' ').toLowerCase())
    expect(redeemed.out).toMatch(
      /^\d  voucher 1-1 \(Spring\)  priority 100  all subscriptions  without end {4}20.00 AUD\n$/
    )
    expect(run('voucher', 'redeem', account, code)).toMatchObject({
      code: 1,
      err: expect.stringContaining('has redeemed voucher 1-1 once')
    })
    expect(run('voucher', 'block', '1', '2', '--because', 'lost').out).toContain('1 used, 1 blocked')
    expect(run('voucher', 'redeem', account, second.replace('2,', '')).err).toBe('Voucher 1-2 is blocked: lost.\n')
    expect(JSON.parse(run('voucher', 'list', '--json').out)).toMatchObject({ number: 1, uses: { used: 1, blocked: 1 } })
  })

  it('says what is wrong with it', () => {
    expect(run('voucher', 'make', '0', '1', 'AUD', '--name', 'x')).toMatchObject({ code: 2, out: '' })
    expect(run('voucher', 'make', '1', '1', 'furlongs', '--name', 'x').err).toContain('1 furlongs cannot be held')
    expect(run('voucher', 'redeem', account, 'K7QM').err).toContain('has 16 letters and digits, and this one has 4')
    expect(run('voucher', 'block', '99', '--because', 'x').err).toBe('There is no batch 99 of vouchers.\n')
  })
})
