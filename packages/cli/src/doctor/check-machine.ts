import { createRequire } from "node:module";
import { availableParallelism } from "node:os";
import type { Finding } from "./finding.ts";

const proxyVariables = ["HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"];

/** What every reranker runs on. */
export function checkMachine(): Finding[] {
  const proxies = proxyVariables.filter((name) => process.env[name]);
  return [
    {
      check: "node",
      status: "ok",
      detail: `${process.version}, ${availableParallelism()} cores, ${process.platform} ${process.arch}`,
    },
    checkRuntime(),
    ...(proxies.length > 0
      ? [{ check: "proxy", status: "ok" as const, detail: `requests go by ${proxies.join(", ")}, but for NO_PROXY` }]
      : []),
  ];
}

/** The engine of local models. Whoever uses hosted ones alone does not need it. */
function checkRuntime(): Finding {
  const check = "onnxruntime-node";
  try {
    const { version } = createRequire(import.meta.url)("onnxruntime-node/package.json") as { version: string };
    return { check, status: "ok", detail: version };
  } catch {
    return {
      check,
      status: "warning",
      detail: "not installed",
      advice: "npm install onnxruntime-node, if you want to run models on this machine",
    };
  }
}
