// The tariff, and the plan of little else, with which what these statements may and may not say is shown.
import { ruleText } from '@farthing/plugin-sdk'

export const dataTariff = ruleText`
  tariff data-standard for data {
    rates {
      | price       |
      | 1.00 per GB |
    }
  }
`

/** `lines`: of the plan, beside its tariff. */
export function surfPlan(lines: string): string {
  const plan = ruleText`
    plan surf "Surf" {
      tariff data-standard
      ${lines}
    }
  `
  return `${dataTariff}\n${plan}`
}
