/** What one check found. */
export interface Finding {
  check: string;
  status: "ok" | "warning" | "failure";
  detail: string;
  /** What to do about it. */
  advice?: string;
}
