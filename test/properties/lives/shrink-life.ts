// Makes a failing life small: drops steps, halves first, as long as it fails; then tells what is left at once where that fails too.
import type { AnyLife, Step } from './any-life.ts'

/** So many trials at most: what is found late is hardly smaller. */
const MOST_TRIALS = 400

export async function shrinkLife(life: AnyLife, fails: (life: AnyLife) => Promise<boolean>): Promise<AnyLife> {
  let smallest = life
  let left = MOST_TRIALS
  const still = async (steps: readonly Step[]): Promise<boolean> => {
    if (left-- <= 0 || !(await fails({ ...life, steps }))) return false
    smallest = { ...life, steps }
    return true
  }
  for (let size = Math.ceil(life.steps.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let at = 0; at < smallest.steps.length; ) {
      if (!(await still(smallest.steps.toSpliced(at, size)))) at += size
    }
  }
  for (const [index, step] of smallest.steps.entries()) {
    if (step.delay > 0) await still(smallest.steps.with(index, { ...step, delay: 0 }))
  }
  return smallest
}
