import { packageBuild } from "../../.repo/tsdown.ts";

export default packageBuild(["src/index.ts"]);
