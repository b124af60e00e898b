import { find } from "./element.ts";
import type { PageData } from "./page-data.ts";
import { openQueryBrowser } from "./query-browser.ts";
import { openThemeButton } from "./theme-button.ts";

openThemeButton(find("theme"));
openQueryBrowser(JSON.parse(find("report-data").textContent ?? "") as PageData);
