// Binds each behaviour to its data- attributes. Every page works without this file.
import { bindActions } from "./actions.js";
import { bindDialogs } from "./dialogs.js";
import { bindKeys } from "./keys.js";
import { bindOdds } from "./odds.js";
import { bindPalette } from "./palette.js";
import { bindProgress } from "./progress.js";
import { bindQuote } from "./quote.js";
import { bindRoadmap } from "./roadmap.js";
import { bindTheme } from "./theme.js";
import { bindToasts } from "./toasts.js";
import { bindWhys } from "./whys.js";

bindTheme(document);
bindDialogs(document);
bindPalette(document);
bindKeys(document);
bindActions(document);
bindWhys(document);
bindToasts(document);
bindProgress(document);
document.querySelectorAll("[data-odds-form]").forEach(bindOdds);
document.querySelectorAll("[data-quote-form]").forEach(bindQuote);
document.querySelectorAll("[data-roadmap]").forEach(bindRoadmap);
