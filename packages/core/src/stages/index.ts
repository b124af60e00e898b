export { type BlendOptions, blendFirstStage } from "./blend-first-stage.ts";
