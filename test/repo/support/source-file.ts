import { packageFolders, readRepositoryFile, repositoryFiles } from "./repository.ts";

/** A source file of a package, by its path in the repository; tests also make some up. */
export interface SourceFile {
  path: string;
  text: string;
}

/** All TypeScript files in packages/<name>/src. */
export const sourceFiles: readonly SourceFile[] = repositoryFiles
  .filter((path) => packageFolders.some((folder) => path.startsWith(`packages/${folder}/src/`)) && path.endsWith(".ts"))
  .map((path) => ({ path, text: readRepositoryFile(path) }));
