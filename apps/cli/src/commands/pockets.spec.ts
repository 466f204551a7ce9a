// What an account holds in advance, by the commands that fill it and show it.
import { SystemClock } from '@farthing/kernel'
import { customer, publishRules, sampleRules, testKernel } from '@farthing/testing'
import { onPaper as run } from '../on-paper.ts'

const kernel = await testKernel()
let account = ''
let other = ''
beforeAll(async () => {
  await publishRules(kernel, sampleRules('discount loyal "Loyalty" 10% off, of rent\n'))
  account = (await customer(kernel, { identities: ['61400000001'] })).number
  other = (await customer(kernel, { identities: ['61400000002'] })).number
  process.env['DATABASE_URL'] = kernel.url
})
afterAll(() => kernel.close())

describe('farthing top-up', () => {
  it('records a payment that fills a pocket, and shows what is held then', async () => {
    expect((await run('top-up', account, '20')).out).toBe(
      `PAY-000001: ${account} paid 20.00 AUD and holds 20.00 in advance\n` +
        '1  top-up  priority 100  all subscriptions  without end    20.00 AUD\n'
    )
    const second = await run('top-up', account, '5.50', '--method', 'bank', '--until', '2100-01-01T00:00:00Z', '--json')
    expect(JSON.parse(second.out)).toMatchObject({
      payment: 'PAY-000002',
      pocket: { number: 2, balance: '5.500000', unit: 'AUD', expiresAt: '2100-01-01T00:00:00Z' }
    })
    expect((await run('pockets', account)).out.split('\n')).toHaveLength(3)
  })

  it('says what is wrong with it', async () => {
    expect(await run('top-up', 'A-999999', '20')).toMatchObject({
      code: 1,
      out: '',
      err: 'There is no account A-999999.\n'
    })
    expect(await run('top-up', account, '0.00')).toMatchObject({
      code: 2,
      err: expect.stringContaining('more than zero')
    })
    expect(await run('top-up', account, '1000000001')).toMatchObject({
      code: 1,
      err: 'A payment is at most 1000000000 AUD: enter what was received in several.\n'
    })
    const lapsed = await run('top-up', account, '20', '--until', '2020-01-01T00:00:00Z')
    expect(lapsed).toMatchObject({ code: 1, out: '' })
    expect(lapsed.err).toContain('2020-01-01')
    const far = await run('top-up', account, '20', '--until', '2999-01-01T00:00:00Z')
    expect(far.err).toBe('farthing: --until: not an instant from 1900 to 2199\n')
    const someday = await run('top-up', account, '20', '--until', 'someday')
    expect(someday.err).toContain("--until is 'someday', which is no instant like 2026-03-31T12:00:00+11:00")
  })
})

describe('farthing pockets', () => {
  it('grants, passes on and ends, and tells what was there before', async () => {
    const granted = await run('pockets', 'grant', account, '30', 'points', '--reason', 'welcome', '--json')
    const { number } = JSON.parse(granted.out)
    const then = new SystemClock().now().toString()
    const gift = ['--reason', 'a gift']
    expect((await run('pockets', 'transfer', account, other, '10', 'points', ...gift)).out).toBe(
      `${other}  1  a gift  priority 100  all subscriptions  without end    10 points\n`
    )
    expect(await run('pockets', 'transfer', account, other, '21', 'points', ...gift)).toMatchObject({
      code: 1,
      err: `The pockets of ${account} have 20 points free, less than the 21 points asked for.\n`
    })
    expect((await run('pockets', 'end', account, `${number}`, '--reason', 'by mistake')).out).toMatch(/ 0 points\n$/)
    expect((await run('pockets', 'end', account, `${number}`, '--reason', 'again')).err).toBe(
      `Account ${account} has no pocket ${number} in which anything is left.\n`
    )
    expect((await run('pockets', account)).out).not.toContain('points')
    expect((await run('pockets', account, '--at', then)).out).toContain('30 points')
  })

  it('are shared by groups', async () => {
    const made = await run('pockets', 'group', 'make', 'Family', account)
    expect(made.out).toBe(`G-000001  Family  owned by ${account}\n  no members\n`)
    const add = ['pockets', 'group', 'add', 'G-000001', other]
    const joined = await run(...add, '--from', '2026-03-01')
    expect(joined.out).toContain(`${other}  all subscriptions  from 2026-03-01\n`)
    expect((await run(...add)).err).toMatch(/It is in group G-000001 from 2026-03-01 on: end that first/)
    const pot = await run('pockets', 'grant', account, '2', 'GB', '--reason', 'pot', '--group', 'G-000001')
    expect(pot.out).toContain('group G-000001')
    const removed = await run('pockets', 'group', 'remove', 'G-000001', other, '--until', '2026-03-09')
    expect(removed.out).toContain('from 2026-03-01 until 2026-03-09\n')
    expect((await run('pockets', 'group', 'list', other)).out).toBe(removed.out)
    expect((await run('pockets', 'group', 'remove', 'G-000001', account)).err).toContain('has no member')
  })

  it('are shared by a group with a subscription that is named by a number', async () => {
    const { number } = JSON.parse((await run('pockets', 'group', 'make', 'Work', account, '--json')).out)
    const member = [number, other, '--subscription', '0400 000 002']
    expect((await run('pockets', 'group', 'add', ...member, '--from', '2026-03-01')).out).toMatch(/ subscription 0\S+/)
    const removed = await run('pockets', 'group', 'remove', ...member, '--until', '2026-03-09')
    expect(removed.out).toContain('from 2026-03-01 until 2026-03-09\n')
    const wrong = await run('pockets', 'group', 'remove', number, other, '--subscription', '0400 000 009')
    expect(wrong).toMatchObject({ code: 1, err: expect.stringContaining('by a number that it holds on that day') })
  })

  it.each([
    [['grant', '1', 'furlongs'], 1, 'Nothing is counted in furlongs: write a currency such as AUD'],
    [['grant', '1', 'pionts'], 1, 'Did you mean points?'],
    [['grant', '0.5', 'points'], 1, 'The smallest part of points that is kept is 1 points.'],
    [['grant', '1000000000.01', 'AUD'], 1, 'A pocket is filled with at most 1000000000 AUD at once.'],
    [['grant', '0', 'AUD'], 2, 'amount: more than zero, such as 20.00'],
    [['grant', '1', 'AUD', '--priority', '0'], 2, 'priority: '],
    [['grant', '1', 'AUD', '--group', 'G-9'], 1, 'owns no group G-9'],
    [['grant', '1', 'min', '--for', 'vioce'], 1, 'No tariff is for vioce. Did you mean voice?'],
    [['grant', '1', 'AUD', '--for', 'voice,'], 2, '--for: the name of a service, such as voice']
  ])('%j is refused', async ([what = '', ...words], code, err) => {
    const answer = await run('pockets', what, account, ...words, '--reason', 'x')
    expect(answer).toMatchObject({ code, out: '', err: expect.stringContaining(err) })
  })
})

describe('farthing voucher', () => {
  it('makes codes, redeems one and shows what became of them', async () => {
    const made = await run(
      'voucher',
      'make',
      '2',
      '20.00',
      'AUD',
      '--name',
      'Spring',
      '--until',
      '2100-01-01T00:00:00Z'
    )
    expect(made.err).toContain('1  Spring  2 vouchers  20.00 AUD each  until 2100-01-01T00:00:00Z  2 left\n')
    const [head, first = '', second = ''] = made.out.split('\n')
    expect(head).toBe('serial,code')
    const code = first.replace('1,', '')
    const redeemed = await run('voucher', 'redeem', account, code.replaceAll('-', ' ').toLowerCase())
    expect(redeemed.out).toMatch(
      /^\d  voucher 1-1 \(Spring\)  priority 100  all subscriptions  without end {4}20.00 AUD\n$/
    )
    expect(await run('voucher', 'redeem', account, code)).toMatchObject({
      code: 1,
      err: expect.stringContaining('has redeemed voucher 1-1 once')
    })
    const blocked = await run('voucher', 'block', '1', '2', '--reason', 'lost', '--json')
    expect(JSON.parse(blocked.out)).toMatchObject({ number: 1, uses: { used: 1, blocked: 1 } })
    expect((await run('voucher', 'block', '1', '2', '--reason', 'lost')).out).toContain('1 used, 1 blocked')
    expect((await run('voucher', 'redeem', account, second.replace('2,', ''))).err).toBe(
      'Voucher 1-2 is blocked: lost.\n'
    )
    expect(JSON.parse((await run('voucher', 'list', '--json')).out)).toMatchObject({
      number: 1,
      uses: { used: 1, blocked: 1 }
    })
  })

  it('says what is wrong with it', async () => {
    expect(await run('voucher', 'make', '0', '1', 'AUD', '--name', 'x')).toMatchObject({ code: 2, out: '' })
    const deed = ['voucher', 'make', '1', '--name', 'x', '--deed', 'grant-discount']
    expect((await run('voucher', 'make', '1', '--name', 'x')).err).toContain('Say what they give')
    expect((await run(...deed)).err).toContain('discount: it is missing')
    expect((await run(...deed, '--fields', 'loyal')).err).toContain('not an object in JSON')
    expect((await run(...deed, '--days', '3')).err).toContain('fill no pocket')
    const wrong = async (...words: string[]) => {
      const { code, err, out } = await run('voucher', 'make', '--name', 'x', ...words)
      expect({ code, out }).toEqual({ code: 2, out: '' })
      return err.split('\n')[0]
    }
    expect(await wrong('3', '0', 'AUD')).toBe('farthing: amount: more than zero, such as 20.00')
    expect(await wrong('--', '3', '-5', 'points')).toBe('farthing: amount: more than zero, such as 20.00')
    expect(await wrong('--', '-1', '5', 'AUD')).toBe('farthing: count: give at least 1')
    expect(await wrong('10001', '5', 'AUD')).toBe('farthing: count: give at most 10000')
    expect(await wrong('1', '5', 'AUD', '--uses=-1')).toBe('farthing: --uses: give at least 1')
    expect(await wrong('1', '5', 'AUD', '--until', '2999-01-01T00:00:00Z')).toBe(
      'farthing: --until: not an instant from 1900 to 2199'
    )
    expect((await run('voucher', 'make', '1', '1', 'furlongs', '--name', 'x')).err).toContain(
      'Nothing is counted in furlongs'
    )
    expect((await run('voucher', 'redeem', account, 'K7QM')).err).toContain(
      'has 16 letters and digits, and this one has 4'
    )
    expect((await run('voucher', 'block', '99', '--reason', 'x')).err).toBe('There is no batch 99 of vouchers.\n')
  })

  it('does a deed in place of filling a pocket', async () => {
    const deed = ['--deed', 'grant-discount', '--fields', '{"discount":"loyal"}']
    const made = await run('voucher', 'make', '1', '--name', 'Autumn', ...deed)
    expect(made.err).toMatch(/^\d+ {2}Autumn {2}one voucher {2}grant-discount loyal each {2}without end {2}1 left\n/)
    const code = made.out.split('\n')[1]?.replace('1,', '') ?? ''
    const redeemed = await run('voucher', 'redeem', account, code)
    expect(redeemed.out).toMatch(/^voucher \d+-1 {2}grant-discount loyal {2}from \d{4}-\d\d-\d\d\n$/)
    expect((await run('voucher', 'list', '--limit', '1')).out).toMatch(/grant-discount loyal each.*1 used\n$/)
  })
})
