import { packageBuild } from "../../.repo/tsdown.ts";

export default packageBuild([
  "src/index.ts",
  "src/rank/public.ts",
  "src/config/adapter.ts",
  "src/config/providers-door.ts",
  "src/config/models/index.ts",
  "src/testing/index.ts",
  "src/scorers/cross-encoder/index.ts",
  "src/scorers/late-interaction/index.ts",
  "src/scorers/bi-encoder/index.ts",
  "src/scorers/listwise/index.ts",
  "src/scorers/cross-encoder/worker.ts",
  "src/scorers/late-interaction/worker.ts",
  "src/scorers/bi-encoder/worker.ts",
]);
