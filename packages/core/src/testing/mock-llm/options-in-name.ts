import type { MockLlmFormat, MockLlmOptions } from "./mock-llm-options.ts";

/**
 * The options with what a model's name says beside: `mock;noise=0.3;pos=0.5;fmt=think;delay=50;ctx=4000;obey=1`. So a program
 * that can only be told a model can be told how it behaves.
 *
 * @throws {TypeError} for what is no such option
 *
 * @example
 * optionsInName({ noise: 1 }, "mock;fmt=think;obey=1"); // => { noise: 1, format: "think", obey: true }
 */
export function optionsInName(options: MockLlmOptions, model = ""): MockLlmOptions {
  const settings = model.split(";").slice(1);
  return Object.assign({}, options, ...settings.map(readSetting));
}

function readSetting(setting: string): MockLlmOptions {
  const [name = "", value = ""] = setting.split("=");
  if (name === "noise") return { noise: Number(value) };
  if (name === "pos") return { positionBias: Number(value) };
  if (name === "fmt") return { format: value as MockLlmFormat };
  if (name === "delay") return { latencyMs: Number(value) };
  if (name === "ctx") return { contextTokens: Number(value) };
  if (name === "obey") return { obey: value !== "0" };
  throw new TypeError(`the mock has no setting "${name}": there are noise, pos, fmt, delay, ctx, obey`);
}
