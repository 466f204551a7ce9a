// Lets a request's body through to the import as a stream, of any size, instead of reading it into memory.
import { Inject, Injectable, type OnModuleInit, Optional } from '@nestjs/common'
import { HttpAdapterHost } from '@nestjs/core'

const STREAMED = ['text/csv', 'application/gzip', 'application/x-gzip', 'application/octet-stream']

interface StreamingServer {
  hasContentTypeParser(type: string): boolean
  addContentTypeParser(
    type: string,
    options: { readonly bodyLimit: number },
    parser: (request: unknown, payload: unknown, done: (error: null, body: unknown) => void) => void
  ): void
}

@Injectable()
export class UsageBodies implements OnModuleInit {
  constructor(@Optional() @Inject(HttpAdapterHost) private readonly host: HttpAdapterHost | undefined) {}

  /** In a process without HTTP there is nothing to do. */
  onModuleInit(): void {
    const server = this.host?.httpAdapter?.getInstance() as Partial<StreamingServer> | undefined
    if (server?.addContentTypeParser === undefined) return
    for (const type of STREAMED) {
      if (server.hasContentTypeParser?.(type) === true) continue
      server.addContentTypeParser(type, { bodyLimit: Number.MAX_SAFE_INTEGER }, (_, payload, done) =>
        done(null, payload)
      )
    }
  }
}
