// How bodies of usage are read: files as a stream of any size, never into memory; CloudEvents as the JSON that they are.
import { Inject, Injectable, type OnModuleInit, Optional } from '@nestjs/common'
import { HttpAdapterHost } from '@nestjs/core'
import { type BodyParser, jsonBody } from '../http/index.ts'

const STREAMED = ['text/csv', 'application/gzip', 'application/x-gzip', 'application/octet-stream']

const CLOUD_EVENTS = ['application/cloudevents+json', 'application/cloudevents-batch+json']

interface StreamingServer {
  hasContentTypeParser(type: string): boolean
  addContentTypeParser(
    type: string,
    options: { readonly bodyLimit: number } | { readonly parseAs: 'string' },
    parser: BodyParser<unknown>
  ): void
  getDefaultJsonParser(onPrototype: 'error', onConstructor: 'error'): BodyParser<unknown>
}

@Injectable()
export class UsageBodies implements OnModuleInit {
  constructor(@Optional() @Inject(HttpAdapterHost) private readonly host: HttpAdapterHost | undefined) {}

  /** In a process without HTTP there is nothing to do. */
  onModuleInit(): void {
    const server = this.host?.httpAdapter?.getInstance() as StreamingServer | undefined
    if (server?.addContentTypeParser === undefined) return
    for (const type of CLOUD_EVENTS) {
      if (server.hasContentTypeParser(type)) continue
      server.addContentTypeParser(type, { parseAs: 'string' }, jsonBody(server.getDefaultJsonParser('error', 'error')))
    }
    for (const type of STREAMED) {
      if (server.hasContentTypeParser(type)) continue
      server.addContentTypeParser(type, { bodyLimit: Number.MAX_SAFE_INTEGER }, (_, payload, done) =>
        done(null, payload)
      )
    }
  }
}
