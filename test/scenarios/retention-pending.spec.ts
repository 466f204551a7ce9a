// A request that was asked for while another change was pending, or when nothing was left to change.
import { coastal } from './coastal.ts'
import { play } from './play.ts'

const at = (on: string, does: string, more: object = {}): object => ({ on, do: does, ...more })
const subscribe = at('2026-03-01', 'subscribe', { plan: 'mobile-40' })

it('leaves a change that came after it to whoever decides, whatever was said of those that were pending', async () => {
  const plans = ['small', 'mega', 'giga'].map(
    name => `plan ${name} "${name}" { from 2025-01-01; rent 20.00 per month }`
  )
  const held = `forbid change to small "Stay" { goes to retention, carried out after 14 days }`
  const later = (plan: string, on: string, known: string) => at(on, 'change', { plan, known, pending: 'keep' })
  const { refused, retention } = await play({
    rules: [coastal, ...plans, held].join('\n'),
    billDay: 1,
    facts: [
      subscribe,
      later('mega', '2026-05-01', '2026-03-05'),
      at('2026-03-10', 'change', { plan: 'small', pending: 'replace' }),
      later('giga', '2026-06-01', '2026-03-12'),
      at('2026-03-25', 'advance')
    ]
  })
  expect(retention).toMatchObject([{ status: 'open', closes: '2026-03-24' }])
  expect(refused[0]?.reason).toMatch(/^another change of plan is pending, for 2026-06-01:/)
})

it('is refused for a subscription that has ended', async () => {
  const { refused, retention } = await play({
    rules: `${coastal}\nforbid terminate "Stay" { goes to retention }`,
    billDay: 1,
    facts: [
      subscribe,
      at('2026-03-05', 'terminate'),
      at('2026-03-06', 'let-go'),
      at('2026-03-10', 'terminate'),
      at('2026-03-11', 'advance')
    ]
  })
  expect(retention).toMatchObject([{ status: 'let-go' }])
  expect(refused).toMatchObject([{ fact: 4, reason: 'it ended on 2026-03-06' }])
})
