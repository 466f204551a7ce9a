// The steps of an example as facts of a life.
import type { Example, ExampleFactStep } from '@farthing/rules-language'
import type { LifeFact } from '../life/life.ts'

/** `number` names the fact; it is known when it happens, or now when it is dated back. */
export function lifeFact(step: ExampleFactStep, number: number, zone: string, now: Temporal.Instant): LifeFact {
  const at = step.on
    .toZonedDateTime({ timeZone: zone, ...(step.time === null ? {} : { plainTime: step.time }) })
    .toInstant()
  const told = { number, on: step.on, at, known: Temporal.Instant.compare(at, now) < 0 ? now : at }
  const { fact } = step
  switch (fact.do) {
    case 'subscribe':
      return { ...told, do: 'subscribe', plan: fact.plan, features: fact.features, ...named(fact.as) }
    case 'change':
      return { ...told, do: 'change', plan: fact.plan, ...named(fact.of) }
    case 'feature':
      return { ...told, do: 'feature', feature: fact.feature, state: fact.state, ...named(fact.of) }
    case 'suspend':
    case 'resume':
    case 'terminate':
      return { ...told, do: fact.do, ...named(fact.of) }
    case 'use':
      return {
        ...told,
        do: 'use',
        service: fact.service,
        quantity: fact.quantity,
        ...(fact.to === '' ? {} : { to: fact.to }),
        ...named(fact.of)
      }
    case 'charge':
    case 'credit':
      return { ...told, do: fact.do, amount: fact.amount, description: fact.text }
    case 'pay':
      return { ...told, do: 'pay', amount: fact.amount }
    case 'bill':
    case 'advance':
      return { ...told, do: fact.do }
  }
}

export function factSteps(example: Example): ExampleFactStep[] {
  return example.steps.filter((step): step is ExampleFactStep => step.kind === 'fact')
}

function named(name: string | null): { as?: string } {
  return name === null ? {} : { as: name }
}
