/* The player loads this beside app.ts. */
import "./player/capture.ts";
import "./adaptive/decisions.ts";
import "./player/drawers.ts";
import "./player/keys.ts";
import "./player/place.ts";
import "./player/report.ts";
import "./player/notes.ts";
import "./player/switch.ts";
