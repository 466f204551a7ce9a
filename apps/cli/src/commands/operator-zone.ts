import { RulesHost } from '@farthing/kernel'
import type { INestApplicationContext } from '@nestjs/common'

/** In which times are told: that of the rules that are published. */
export async function operatorZone(kernel: INestApplicationContext): Promise<string> {
  return (await kernel.get(RulesHost).current())?.operator.zone ?? 'UTC'
}
