// The one door through which zod enters the API room. `zod/mini` because it weighs a quarter of `zod` for what is used here;
// named exports, because bundlers keep all of a namespace that is exported as one.
export {
  array,
  boolean,
  type core,
  enum,
  int,
  int32,
  json,
  lazy,
  number,
  optional,
  pipe,
  record,
  refine,
  regex,
  safeParse,
  strictObject,
  string,
  transform,
  union,
  type ZodMiniType,
} from 'zod/mini'
