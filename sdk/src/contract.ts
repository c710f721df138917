/* Written from the contracts by `make documents`, and a test holds it to them. Ids and moments are text. */

/** In one batch. */
export const MOST_ACTIONS = 200;

/** capture: of one page's lifetime in one tab; `seq` counts in it. sent_at: by the browser's clock. */
export interface ActionBatch {
  id: string;
  capture: string;
  registration: string;
  sent_at: number;
  scope: ConsentScope;
  actions: (PageOpened | PageLeft | VisibilityChanged | FocusChanged | DepthReached | TimeSpent | VideoPlayed | VideoPaused | VideoSought | VideoRateChanged | VideoStalled | VideoWatched | ItemShown | ItemBegun | ItemChanged | HintAsked | ItemSkipped | DecisionShown | DecisionTaken | DecisionDeclined)[];
}

/** How many learners of one partition were where in one half minute: at 0, a twentieth, ... and 1. number: half minutes since 1970. engagement, accuracy: of those who were at work then, to the nearest; risk: of everybody, the last that it reached. */
export interface ClassPoint {
  number: number;
  engagement: number[];
  accuracy: number[];
  risk: number[];
}

/** `essential`: what the course itself needs, such as decisions answered; `learning`: all below. */
export type ConsentScope = "essential" | "learning";

/** As it is pushed to the learner's page, on `live.<tenant>.<learner>.decisions`. number: counts up by one a registration, so that a page knows what it has seen and what it missed. object: on the page when it was decided. target: the object to go to, of `advance` and `repeat`. item: the decision is about, if about one. action: the last one that was folded before it. */
export interface Decision {
  id: string;
  registration: string;
  number: number;
  kind: DecisionKind;
  object: string;
  target?: string | null;
  item?: string | null;
  action?: string | null;
  reasons: Reason[];
  policy: string;
  policy_version: number;
  at: string;
}

/** A decision was taken or declined on one of the learner's pages: on all others it is over. Pushed to them on `live.<tenant>.<learner>.answers`. */
export interface DecisionAnswered {
  registration: string;
  decision: string;
}

export interface DecisionDeclined {
  type: "decision.declined";
  id: string;
  seq: number;
  at: number;
  object: string;
  decision: string;
}

export type DecisionKind = "advance" | "break" | "deeper" | "help" | "repeat" | "simpler";

export interface DecisionShown {
  type: "decision.shown";
  id: string;
  seq: number;
  at: number;
  object: string;
  decision: string;
}

export interface DecisionTaken {
  type: "decision.taken";
  id: string;
  seq: number;
  at: number;
  object: string;
  decision: string;
}

/** depth: share of the page that has been in sight, the deepest so far. */
export interface DepthReached {
  type: "depth.reached";
  id: string;
  seq: number;
  at: number;
  object: string;
  depth: number;
}

/** What learners of one partition did along one film, by stretches of `step_s` seconds. */
export interface FilmLive {
  object: string;
  step_s: number;
  watched: number[];
  rewatched: number[];
  paused: number[];
  left: number[];
}

export interface FocusChanged {
  type: "focus.changed";
  id: string;
  seq: number;
  at: number;
  object: string;
  focused: boolean;
}

export interface HintAsked {
  type: "item.hint_asked";
  id: string;
  seq: number;
  at: number;
  object: string;
  item: string;
}

/** The first input. after_ms: since it was shown, while the page was in sight. */
export interface ItemBegun {
  type: "item.begun";
  id: string;
  seq: number;
  at: number;
  object: string;
  item: string;
  after_ms: number;
}

/** Another choice or another text than before. times: since the last one told. */
export interface ItemChanged {
  type: "item.changed";
  id: string;
  seq: number;
  at: number;
  object: string;
  item: string;
  times?: number;
}

/** Counts of an item in a run, of one partition. hesitation_ms: median from shown to the first input. */
export interface ItemLive {
  item: string;
  shown: number;
  responses: number;
  right: number;
  skipped: number;
  hints: number;
  hesitation_ms: number;
}

/** In sight for the first time in this capture, not yet answered. */
export interface ItemShown {
  type: "item.shown";
  id: string;
  seq: number;
  at: number;
  object: string;
  item: string;
}

/** Shown, and left without a response. */
export interface ItemSkipped {
  type: "item.skipped";
  id: string;
  seq: number;
  at: number;
  object: string;
  item: string;
}

/** A learner as the instructor's page sees them. sequence: of the log; a higher one is newer. object: the last one on their page. seen_at: of their last action. Shares are in [0, 1]. responses: so far; before the first one accuracy is a guess. */
export interface LearnerLive {
  registration: string;
  learner: string;
  sequence: number;
  object: string | null;
  seen_at: string;
  here: boolean;
  engagement: number;
  accuracy: number;
  hesitation: number;
  progress: number;
  risk: number;
  reasons: Reason[];
  responses?: number;
}

/** Where one learner was in one half minute, in twentieths: the last of it. number: half minutes since 1970. accuracy: None before the first response. */
export interface LearnerPoint {
  number: number;
  engagement: number;
  accuracy: number | null;
  risk: number;
}

export interface PageLeft {
  type: "page.left";
  id: string;
  seq: number;
  at: number;
  object: string;
}

/** level: of the explanation that is shown. words: to be read. */
export interface PageOpened {
  type: "page.opened";
  id: string;
  seq: number;
  at: number;
  object: string;
  level?: string;
  words?: number;
}

/** A condition of the policy that held. value: of the feature then. bound: that it reached. */
export interface Reason {
  feature: string;
  value: number;
  bound: number;
}

/** What changed in a run, pushed on `live.<tenant>.runs.<run>` a few times a second, by each partition. Learners are those who changed; items and films are whole counts of the partition, of those that changed; points the last two, or, where the state is asked for, those of a quarter of an hour. */
export interface RunLive {
  run: string;
  partition: number;
  sequence: number;
  at: string;
  learners: LearnerLive[];
  items?: ItemLive[];
  films?: FilmLive[];
  points?: ClassPoint[];
}

/** Since the last one: how long, how long in sight, how long with the learner at it. */
export interface TimeSpent {
  type: "time.spent";
  id: string;
  seq: number;
  at: number;
  object: string;
  for_ms: number;
  visible_ms: number;
  active_ms: number;
  keys?: number;
  pointers?: number;
}

export interface VideoPaused {
  type: "video.paused";
  id: string;
  seq: number;
  at: number;
  object: string;
  second: number;
}

export interface VideoPlayed {
  type: "video.played";
  id: string;
  seq: number;
  at: number;
  object: string;
  second: number;
}

export interface VideoRateChanged {
  type: "video.rate_changed";
  id: string;
  seq: number;
  at: number;
  object: string;
  second: number;
  rate: number;
}

export interface VideoSought {
  type: "video.sought";
  id: string;
  seq: number;
  at: number;
  object: string;
  from_s: number;
  to_s: number;
}

export interface VideoStalled {
  type: "video.stalled";
  id: string;
  seq: number;
  at: number;
  object: string;
  second: number;
  for_ms: number;
}

/** A stretch played without a gap; duration: of the whole film. */
export interface VideoWatched {
  type: "video.watched";
  id: string;
  seq: number;
  at: number;
  object: string;
  from_s: number;
  to_s: number;
  duration_s: number;
  rate?: number;
}

export interface VisibilityChanged {
  type: "visibility.changed";
  id: string;
  seq: number;
  at: number;
  object: string;
  visible: boolean;
}
