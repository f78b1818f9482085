// The words and signs of the page. Every sign differs in shape, so that nothing is told by colour alone.

/** What can be wrong with a message, the gravest first. */
const PROBLEMS = [
  {
    key: "missing",
    of: "with a missing delivery",
    sign: "✕",
    tone: "error",
    text: "Missing",
    help: "a delivery that should have been and was not",
  },
  {
    key: "refused",
    of: "refused",
    sign: "⊘",
    tone: "error",
    text: "Refused",
    help: "a flow answered with a reason code of 0x80 or more",
  },
  {
    key: "duplicate",
    of: "delivered twice or more",
    sign: "⧉",
    tone: "error",
    text: "Duplicate",
    help: "delivered more often than the subscriptions ask for",
  },
  {
    key: "qos",
    of: "delivered at another QoS",
    sign: "≠",
    tone: "error",
    text: "Other QoS",
    help: "delivered at another QoS than min(published, granted)",
  },
  {
    key: "abandoned",
    of: "abandoned",
    sign: "⊣",
    tone: "warning",
    text: "Abandoned",
    help: "the session ended before the flow did",
  },
  {
    key: "unknown",
    of: "of unknown outcome",
    sign: "?",
    tone: "warning",
    text: "Unknown",
    help: "the capture lost what would tell how a flow ended",
  },
  {
    key: "open",
    of: "still open at the end",
    sign: "…",
    tone: "warning",
    text: "Open",
    help: "the capture ended before the flow did",
  },
  {
    key: "repeat",
    of: "with repeated packets",
    sign: "↻",
    tone: "warning",
    text: "Repeated",
    help: "packets of a flow were sent again",
  },
  {
    key: "finding",
    of: "with a finding",
    sign: "§",
    tone: "warning",
    text: "Finding",
    help: "a rule tells something about this message",
  },
  {
    key: "downgraded",
    of: "downgraded",
    sign: "↓",
    tone: "note",
    text: "Downgraded",
    help: "delivered at a lower QoS than published",
  },
  {
    key: "tie",
    of: "with a tie",
    sign: "≈",
    tone: "note",
    text: "Tie",
    help: "equal messages were under way: a delivery may carry another of them; a tie accuses nobody",
  },
  {
    key: "nobody",
    of: "delivered to nobody",
    sign: "∅",
    tone: "note",
    text: "To nobody",
    help: "no delivery was seen: there was no subscriber, or an equal message's delivery may be its own",
  },
  {
    key: "pending",
    of: "still awaited by a receiver",
    sign: "◷",
    tone: "note",
    text: "Awaited",
    help: "a receiver was still awaited when the message was closed",
  },
];
const PROBLEM = new Map(PROBLEMS.map((problem, index) => [problem.key, { ...problem, index }]));

const SEVERITIES = {
  error: { sign: "✕", text: "Errors", rank: 0 },
  warning: { sign: "▲", text: "Warnings", rank: 1 },
  note: { sign: "●", text: "Notes", rank: 2 },
};

const GAP_CAUSES = {
  "acked-unseen": "acknowledged by the receiver, so they were on the wire, and the capture lost them",
  limit: "given up because a limit of the store of later bytes was reached",
  snaplen: "cut off by the snap length of the capture",
  "not-captured": "never captured and never acknowledged",
  "capture-start": "sent before the capture began",
  "capture-end": "not yet there when the capture ended",
};

const ENDS = {
  disconnect: { sign: "bar", text: "DISCONNECT by the client" },
  "server-disconnect": { sign: "doublebar", text: "DISCONNECT by the server" },
  takeover: { sign: "diamond", text: "taken over by another connection with the ClientID" },
  "client-closed": { sign: "circle", text: "closed by the client without DISCONNECT" },
  "server-closed": { sign: "square", text: "closed by the server" },
  reset: { sign: "cross", text: "TCP reset" },
  replaced: { sign: "triangle", text: "its addresses and ports were used again" },
  limit: { sign: "star", text: "ended by a limit of the analysis" },
  open: { sign: "arrow", text: "still open when the capture ended" },
};

const VIAS = { live: "live", retained: "retained", queued: "queued" };

const ORIGINS = {
  publish: "published by a client",
  will: "a will",
  broker: "made by the broker",
  unknown: "published before the capture or out of its sight",
};

const REASONS = {
  0x10: "No matching subscribers",
  0x80: "Unspecified error",
  0x83: "Implementation specific error",
  0x87: "Not authorized",
  0x90: "Topic Name invalid",
  0x91: "Packet Identifier in use",
  0x92: "Packet Identifier not found",
  0x97: "Quota exceeded",
  0x99: "Payload format invalid",
};

/** 0x87 Not authorized */
function reasonText(code) {
  const hex = "0x" + code.toString(16).toUpperCase().padStart(2, "0");
  return REASONS[code] ? hex + " " + REASONS[code] : hex;
}

function clientName(clientId) {
  return clientId === null || clientId === undefined
    ? "(unknown client)"
    : clientId === ""
      ? "(empty ClientID)"
      : safe(clientId);
}

/** A problem as a small label: sign and word. */
function badge(key) {
  const problem = PROBLEM.get(key);
  return el(
    "span",
    { class: "badge " + problem.tone, title: problem.help },
    el("b", { "aria-hidden": "true" }, problem.sign),
    " " + problem.text,
  );
}
