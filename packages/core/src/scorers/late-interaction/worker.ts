import { runVectorWorker } from "../vectors/run-vector-worker.ts";
import { createTokenReader } from "./token-reader.ts";

void runVectorWorker(createTokenReader);
