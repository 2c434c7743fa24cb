// The page. Everything else is a custom element.

import "./app.js";
import { apply } from "./shared/theme.js";

apply();
