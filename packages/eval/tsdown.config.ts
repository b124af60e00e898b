import { packageBuild, pageBuild } from "../../.repo/tsdown.ts";

export default [packageBuild(["src/index.ts"]), pageBuild("report/page")];
