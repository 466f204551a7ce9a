import type { Dialling } from '@farthing/rules-language'

/** How customers write telephone numbers. Whoever publishes rules provides it. */
export abstract class WrittenNumbers {
  /** By the rules that are in force now, by which usage is read too; null while none say so. */
  abstract dialling(): Promise<Dialling | null>
}
