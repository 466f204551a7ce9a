// What is done to accounts and their subscriptions by command, called as other systems call them, and lists of accounts that there are not.
import { SubscriptionsService } from '@farthing/kernel'
import { customer, publishRules, sampleRules, testKernel } from '@farthing/testing'
import { onPaper as run } from '../on-paper.ts'

const kernel = await testKernel()
let account = ''
beforeAll(async () => {
  await publishRules(
    kernel,
    sampleRules('discount loyal "Loyalty" 10% off, of rent\ndiscount true "True" 5% off, of rent\n')
  )
  account = (await customer(kernel, { identities: ['61400000001'] })).number
  const office = { as: 'Head office', identities: ['+61400000009'], plan: 'mobile-20' }
  const started = await kernel.get(SubscriptionsService).subscribe(account, office)
  if (!started.ok) throw new Error(started.detail)
  process.env['DATABASE_URL'] = kernel.url
})
afterAll(() => kernel.close())

const grant = (which: string, ...more: string[]) =>
  run('deed', 'do', account, 'grant-discount', '--subscription', which, ...more)

it.each([
  ['a number, however it is written', '+61 400-000-001', 'loyal', '61400000001'],
  ['a name', 'Head office', 'loyal', 'Head office'],
  ['another number of the day', '61400000009', 'true', 'Head office']
])('does a deed to a subscription by %s', async (_, which, discount, called) => {
  const done = await grant(which, '--field', `discount=${discount}`)
  expect([done.code, done.err]).toEqual([0, ''])
  expect(done.out).toContain(`grant-discount  ${called}  discount=${discount}`)
})

it.each([
  ['one that there is not', ['+61400000777', '--field', 'discount=loyal'], 1, 'has no subscription +61400000777 on'],
  ['a field twice', ['Head office', '--field', 'discount=loyal', '--field', 'discount=true'], 2, 'is said twice'],
  ['a day of its own kind', ['Head office', '--field', 'discount=loyal', '--on', '31.12.2026'], 2, '--on: ']
])('refuses %s', async (_, [which = '', ...more], code, text) => {
  expect(await grant(which, ...more)).toMatchObject({ code, out: '', err: expect.stringContaining(text) })
})

it.each([['services'], ['messages']])('farthing %s says that there is no such account', async command => {
  const listed = await run(command, '--account', 'A-999999')
  expect(listed).toEqual({ code: 1, out: '', err: 'There is no account A-999999.\n' })
  expect(await run(command, '--account', account)).toMatchObject({ code: 0 })
})
