// The page. Everything else is a custom element.

import "./app.js";
