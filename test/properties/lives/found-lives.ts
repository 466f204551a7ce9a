// Lives that failed once, each as short as it still failed: what went wrong is the name.
import type { AnyLife } from './any-life.ts'
import { MARKETS, type Market } from './every-way.ts'
import { dayOf, type Fact } from './kinds-of-facts.ts'

const marketIn = (currency: string): Market => MARKETS.find(market => market.currency === currency) as Market
const yen = marketIn('JPY')
const dinar = marketIn('KWD')

const at = (day: number, fact: Fact, delay = 0): AnyLife['steps'][number] => ({
  fact: { on: dayOf(day), ...fact },
  delay
})

const USE = { do: 'use', as: 's4', service: 'voice', quantity: '2991 s', to: '+61293334444' }

export const foundLives: Readonly<Record<string, AnyLife>> = {
  'a payment back that nobody could make gave the next one another number, which counted as a trace': {
    market: marketIn('EUR'),
    billDay: 4,
    steps: [
      at(0, { on: '2029-04-21', do: 'end-commission' }),
      at(0, { on: '2029-09-17', do: 'refund', reason: 'overpaid' }),
      at(0, { on: '2028-05-23', do: 'pay', amount: '0.36' })
    ]
  },
  'an account was opened with a fact that was refused, and without it later': {
    market: dinar,
    billDay: 24,
    steps: [
      at(0, { on: '2029-02-28', do: 'redeem-points', loyalty: 'stars', points: 4, reward: 'credit' }),
      at(0, { on: '2029-05-06', do: 'add-account-charge', charge: 'archive' })
    ]
  },
  'who is resumed on the day of subscription counted as suspended until the first suspension': {
    market: yen,
    billDay: 27,
    steps: [
      at(176, { do: 'subscribe', as: 's4', plan: 'talking' }),
      at(698, { do: 'suspend', as: 's4' }),
      at(176, { do: 'resume', as: 's4' }),
      at(326, { do: 'feature', as: 's4', feature: 'daily-pass', state: 'on' })
    ]
  },
  'leaving a contract early parked the account where the month left cost more decimals than two': {
    market: dinar,
    billDay: 2,
    steps: [
      at(0, { do: 'subscribe', as: 's1', plan: 'held' }),
      at(196, { do: 'sign-contract', as: 's1', contract: 'year' }),
      at(267, { do: 'terminate', as: 's1' })
    ]
  },
  'an invoice that credit paid asked for more than it was issued with, once the payment that left the credit was reversed':
    {
      market: dinar,
      billDay: 23,
      steps: [
        at(0, { do: 'subscribe', as: 's1', plan: 'plain' }),
        at(5, { do: 'pay', amount: '216.906' }),
        at(300, { do: 'reverse' })
      ]
    },
  'an item entered before its subscription parked the account that a discount of the account was taken off': {
    market: dinar,
    billDay: 4,
    steps: [
      at(118, { do: 'subscribe', as: 's3', plan: 'whole' }),
      at(60, { do: 'charge', as: 's3', amount: '8.000', description: 'Visit' }),
      at(29, { do: 'grant-discount', discount: 'welcome' })
    ]
  },
  'a use that was refused ended a pocket whose day had come, and so left a trace': {
    market: dinar,
    billDay: 21,
    steps: [
      at(15, { do: 'subscribe', as: 's4', plan: 'held' }),
      { ...at(277, USE), fact: { at: `${dayOf(277)}T10:30`, ...USE }, kind: 'use' },
      at(193, { do: 'grant', amount: '0.040', reason: 'welcome', priority: 5, until: dayOf(198) })
    ]
  },
  'a fee for another bill day was asked for by a plan that was told later, for the difference, and taken for another charge':
    {
      market: dinar,
      billDay: 19,
      steps: [
        at(1, { do: 'subscribe', as: 's4', plan: 'held' }),
        { ...at(448, { do: 'change', as: 's4', plan: 'pausing' }), kind: 'change' },
        { ...at(578, { do: 'change', as: 's4', plan: 'trial' }), delay: 115, kind: 'change' },
        { ...at(618, { do: 'move-bill-day', billDay: 23 }), kind: 'move-bill-day' }
      ]
    }
}
