import { NewSubscriptionBody, NumberBody } from './subscriptions.views.ts'

const isTaken = (body: object): boolean => NewSubscriptionBody.safeParse({ plan: 'mobile-20', ...body }).success

it('takes no number of which nothing is left without its marks and blanks', () => {
  expect([{ as: '-' }, { as: '(+)' }, { as: 'Office', identities: ['+61400000001', '...'] }].map(isTaken)).toEqual([
    ...[false, false, false]
  ])
  expect([{ as: '+61 400' }, { as: 'anna@home' }, { as: '-', identities: ['1'] }].map(isTaken)).toEqual([
    ...[true, true, true]
  ])
  expect(NumberBody.safeParse({ number: '()' }).success).toBe(false)
  expect(NumberBody.safeParse({ number: '(03) 9' }).success).toBe(true)
})
