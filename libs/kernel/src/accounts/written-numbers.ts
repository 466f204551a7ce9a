import type { Dialling } from '@farthing/rules-language'

/** How customers write telephone numbers. Whoever publishes rules provides it. */
export abstract class WrittenNumbers {
  /** By the rules of a day; null while none say so. */
  abstract dialling(on: Temporal.PlainDate): Promise<Dialling | null>
}
