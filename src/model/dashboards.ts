// What is a dashboard of CloudWatch? Kept as it is; nobody draws it here.
import type { Tag } from './basics.ts'

export interface Dashboard {
  name: string
  arn: string
  body: string
  modifiedAtMs: number
  tags: readonly Tag[]
}
