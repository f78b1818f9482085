// What a reader types to find messages: words, and topic:, client:, rule: before a value.

function parseQuery(text) {
  const query = { words: [], topics: [], clients: [], rules: [], ids: [] };
  for (const match of text.matchAll(/(?:(topic|client|rule):)?(?:"([^"]*)"?|(\S+))/gi)) {
    const value = match[2] ?? match[3] ?? "";
    const key = (match[1] ?? "").toLowerCase();
    if (key === "topic") {
      query.topics.push(value);
    } else if (key === "client") {
      query.clients.push(value);
    } else if (key === "rule") {
      query.rules.push(value);
    } else if (/^#\d+$/.test(value)) {
      query.ids.push(Number(value.slice(1)));
    } else if (value !== "") {
      query.words.push(value.toLowerCase());
    }
  }
  return query;
}

/** Whether a topic matches an MQTT topic filter (3.1.1, 4.7); one without wildcards matches parts of topics. */
function topicMatches(filter, topic) {
  if (topic === null) {
    return false;
  }
  if (!/[+#]/.test(filter)) {
    return topic.toLowerCase().includes(filter.toLowerCase());
  }
  const levels = filter.split("/");
  const names = topic.split("/");
  if (topic.startsWith("$") && /^[+#]/.test(filter)) {
    return false;
  }
  for (let i = 0; i < levels.length; i++) {
    if (levels[i] === "#") {
      return true;
    }
    if (i >= names.length || (levels[i] !== "+" && levels[i] !== names[i])) {
      return false;
    }
  }
  return levels.length === names.length;
}

/** The text of a message that words are looked for in; made when somebody first searches. */
function haystack(view) {
  view.haystack ??= [view.trace.topic, view.trace.payload, ...view.clients].join("\n").toLowerCase();
  return view.haystack;
}

function matches(view, query) {
  return (
    (query.ids.length === 0 || query.ids.includes(view.id)) &&
    query.words.every((word) => haystack(view).includes(word)) &&
    query.topics.every((filter) => topicMatches(filter, view.trace.topic)) &&
    query.clients.every((client) => view.clients.includes(client)) &&
    query.rules.every((rule) => (report.findingsOf.get(view.id) ?? []).some((finding) => finding.rule === rule))
  );
}

const ORDERS = {
  time: null,
  problems: (a, b) => a.gravest - b.gravest || a.at - b.at,
  latency: (a, b) => (b.latency ?? -Infinity) - (a.latency ?? -Infinity) || a.at - b.at,
};

/** The messages that a state of the page shows, and how many fit the search before its problems are asked for. */
function select(state) {
  const query = parseQuery(state.search);
  const found = report.views.filter((view) => matches(view, query));
  const counts = new Map();
  found.forEach((view) => view.problems.forEach((key) => counts.set(key, (counts.get(key) ?? 0) + 1)));
  const shownViews =
    state.show.length === 0 ? found : found.filter((view) => state.show.some((key) => view.problems.includes(key)));
  const order = ORDERS[state.order];
  return { views: order === null ? shownViews : [...shownViews].sort(order), counts };
}

/** A client: as it is typed, in quotes where it has to be. */
function clientQuery(clientId) {
  return "client:" + (/^[^\s"]+$/.test(clientId) ? clientId : '"' + clientId + '"');
}
