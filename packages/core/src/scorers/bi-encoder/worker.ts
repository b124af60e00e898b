import { runVectorWorker } from "../vectors/run-vector-worker.ts";
import { createPooledReader } from "./pooled-reader.ts";

void runVectorWorker(createPooledReader);
