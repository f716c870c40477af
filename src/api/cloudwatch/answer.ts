// What may a caller count on in an answer? Every member but the token of a next page, where the SDK's types promise none.
export type CloudWatchAnswer<Output> = {
  [Member in keyof Output as Member extends 'NextToken' ? never : Member]-?: NonNullable<Output[Member]>
} & {
  [Member in keyof Output as Member extends 'NextToken' ? Member : never]?: Output[Member]
}
