// What a network is told to do when the last of what it was granted is used.
import type { AtEnd } from '@farthing/rules-language'
import { z } from 'zod'

export const FinalUnitIndication = z
  .object({
    finalUnitAction: z
      .enum(['TERMINATE', 'REDIRECT', 'RESTRICT_ACCESS'])
      .describe(
        'As the plan says (pay ..., at the end ...), TERMINATE where it says nothing. A service that is denied is always to be ended.'
      ),
    redirectServer: z
      .object({
        redirectAddressType: z.enum(['IPV4', 'IPV6', 'URL']),
        redirectServerAddress: z.string()
      })
      .meta({ id: 'RedirectServer' })
      .optional()
      .describe('With REDIRECT: where whoever uses it is led to.'),
    filterId: z
      .string()
      .optional()
      .describe("With RESTRICT_ACCESS, where the plan names one: the network's name for what may still be used.")
  })
  .meta({
    id: 'FinalUnitIndication',
    description:
      'The balance ends with what is granted here, or the service is denied from now on. Asked again after money has come, the session goes on.'
  })

const ADDRESS_TYPES = { url: 'URL', ipv4: 'IPV4', ipv6: 'IPV6' } as const

export function finalUnits(atEnd: AtEnd = { action: 'terminate' }): z.output<typeof FinalUnitIndication> {
  if (atEnd.action === 'terminate') return { finalUnitAction: 'TERMINATE' }
  if (atEnd.action === 'redirect') {
    const server = { redirectAddressType: ADDRESS_TYPES[atEnd.kind], redirectServerAddress: atEnd.server }
    return { finalUnitAction: 'REDIRECT', redirectServer: server }
  }
  return { finalUnitAction: 'RESTRICT_ACCESS', ...(atEnd.filter === null ? {} : { filterId: atEnd.filter }) }
}
