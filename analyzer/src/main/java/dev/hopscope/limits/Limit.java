package dev.hopscope.limits;

import java.util.Optional;

/**
 * A bound on something that is held. A new store gets a constant here; the option {@code --limit},
 * the counter in {@code summary.limits} and the line on standard error follow from it.
 *
 * <p>Entries that hold texts of any length weigh more the longer they are, see {@link
 * Limits#weight}, so that a bound on entries is one on memory too.
 */
public enum Limit {
  /** See {@link #holds()}, as for all. */
  FRAGMENT_DATAGRAMS(
      "fragment-datagrams",
      Unit.ENTRIES,
      4_096,
      "IP packets of which fragments are missing",
      "the oldest is given up"),
  FRAGMENT_BYTES(
      "fragment-bytes",
      Unit.BYTES,
      16 << 20,
      "IP packets of which fragments are missing",
      "the oldest is given up"),
  STREAM_DIRECTION_BYTES(
      "stream-direction-bytes",
      Unit.BYTES,
      1 << 20,
      "one direction of a connection that waits for earlier bytes",
      "what is missing before them is declared a gap"),
  STREAM_TOTAL_BYTES(
      "stream-total-bytes",
      Unit.BYTES,
      64 << 20,
      "all connections that wait for earlier bytes",
      "the gap that has waited longest is declared"),
  STREAM_CONNECTIONS(
      "stream-connections",
      Unit.ENTRIES,
      200_000,
      "TCP connections, ended ones of the last minute included",
      "the connection that was idle longest ends with 'limit'"),
  STREAM_SEQUENCE_FAR_AHEAD(
      "stream-sequence-far-ahead",
      Unit.BYTES,
      1 << 30,
      "the distance that a sequence number may be ahead",
      "the segment is ignored"),
  JUDGED_BYTES(
      "judged-bytes",
      Unit.BYTES,
      64 << 20,
      "connections of which it is not known yet what they carry",
      "the connection counts as one that carries nothing known"),
  PACKET_HEAD_BYTES(
      "packet-head-bytes",
      Unit.BYTES,
      1 << 20,
      "one packet that are decoded, a payload not counted",
      "the packet is framed, and decoded as far as that"),
  PACKET_TOTAL_BYTES(
      "packet-total-bytes",
      Unit.BYTES,
      64 << 20,
      "packets whose other part has not come yet, payloads not counted",
      "the packet is framed, and decoded as far as it was held"),
  TOPIC_ALIAS_BYTES(
      "topic-alias-bytes",
      Unit.BYTES,
      64 << 20,
      "topics bound to aliases",
      "the alias is not known, and its messages have no topic"),
  CONNECT_BYTES(
      "connect-bytes",
      Unit.BYTES,
      64 << 20,
      "CONNECT and CONNACK packets of open connections",
      "of the packet only version, flags and a short ClientID are kept"),
  OPEN_FLOWS(
      "open-flows",
      Unit.ENTRIES,
      1_000_000,
      "flows that are under way",
      "the connection's oldest flow ends as unknown"),
  FLOW_STEPS(
      "flow-steps",
      Unit.ENTRIES,
      256,
      "steps of one flow",
      "further repetitions are counted, and not listed"),
  BROKERS("brokers", Unit.ENTRIES, 10_000, "brokers", "the oldest without a session is forgotten"),
  SESSIONS(
      "sessions",
      Unit.ENTRIES,
      1_000_000,
      "sessions that are open, with a connection or without",
      "the session that has been without a connection longest is forgotten"),
  SESSION_HISTORY(
      "session-history",
      Unit.ENTRIES,
      1_024,
      "earlier connections and subscriptions, and topics received, of one session",
      "the session lists no more of them"),
  SESSION_HISTORY_TOTAL(
      "session-history-total",
      Unit.ENTRIES,
      1_000_000,
      "the same of all sessions together",
      "sessions list no more of them"),
  SUBSCRIPTIONS(
      "subscriptions",
      Unit.ENTRIES,
      2_000_000,
      "subscriptions in force",
      "the new subscription is not known, and its deliveries are linked without it"),
  WAITING_WILLS(
      "waiting-wills",
      Unit.ENTRIES,
      100_000,
      "wills that wait for their delay",
      "the will is not expected"),
  OPEN_MESSAGES(
      "open-messages",
      Unit.ENTRIES,
      1_000_000,
      "messages whose trace is open",
      "the oldest trace closes with 'limit'"),
  OPEN_SLOTS(
      "open-slots",
      Unit.ENTRIES,
      4_000_000,
      "deliveries that are awaited",
      "the oldest is awaited no more"),
  QUEUED_SLOTS(
      "queued-slots",
      Unit.ENTRIES,
      1_000_000,
      "deliveries that are awaited by sessions without a connection",
      "the oldest is awaited no more"),
  GROUP_MEMBERS(
      "group-members",
      Unit.ENTRIES,
      1024,
      "equal messages and deliveries of one receiver that are matched together",
      "the older half is matched in order, as a tie"),
  SERVED_SLOTS(
      "served-slots",
      Unit.ENTRIES,
      16_384,
      "deliveries of the last second, of which a further copy may come; and a quarter as many"
          + " others, to know duplicates",
      "a further copy of the oldest is not known as one"),
  HELD_DELIVERIES(
      "held-deliveries",
      Unit.ENTRIES,
      4096,
      "deliveries that wait for their message to be captured",
      "the oldest has an unknown origin"),
  MOVING_MESSAGES(
      "moving-messages",
      Unit.ENTRIES,
      16_384,
      "messages that a broker may still be passing on",
      "a subscription that comes now is not expected to get the oldest"),
  RECENT_MESSAGES(
      "recent-messages",
      Unit.ENTRIES,
      65_536,
      "messages that an unseen subscription may turn out to get",
      "a delivery of the oldest by an unseen subscription is not linked"),
  BRIDGED_MESSAGES(
      "bridged-messages",
      Unit.ENTRIES,
      65_536,
      "messages that may come back over a bridge",
      "the oldest is not recognised at the next broker"),
  UNKNOWN_ORIGINS(
      "unknown-origins",
      Unit.ENTRIES,
      65_536,
      "messages of the last second known by their deliveries alone",
      "a further delivery of the oldest begins a trace of its own"),
  RETAINED_MESSAGES(
      "retained-messages",
      Unit.ENTRIES,
      1_000_000,
      "retained messages",
      "the retained message set longest ago is forgotten"),
  REPORT_FLOWS(
      "report-flows",
      Unit.ENTRIES,
      50_000,
      "ended flows that wait to be shown with their trace",
      "the oldest is told without its steps"),
  REPORT_GAPS(
      "report-gaps",
      Unit.ENTRIES,
      1_000,
      "gaps that are shown beside the flows that they touch, in text",
      "the oldest is not shown there"),
  PAGE_TRACES(
      "page-traces",
      Unit.ENTRIES,
      20_000,
      "messages of a page",
      "those without a problem are left out, then those only downgraded; the latest first");

  /** What a limit counts. */
  public enum Unit {
    /** Bytes. */
    BYTES,
    /** Things, the longer ones weighing more. */
    ENTRIES
  }

  private final String id;
  private final Unit unit;
  private final long defaultMax;
  private final String holds;
  private final String consequence;

  Limit(String id, Unit unit, long defaultMax, String holds, String consequence) {
    this.id = id;
    this.unit = unit;
    this.defaultMax = defaultMax;
    this.holds = holds;
    this.consequence = consequence;
  }

  /** The name in {@code --limit} and {@code summary.limits}. */
  public String id() {
    return id;
  }

  /** What it counts. */
  public Unit unit() {
    return unit;
  }

  /** How much is held unless told otherwise. */
  public long defaultMax() {
    return defaultMax;
  }

  /** What is held, for people: "bytes of ..." where the unit is bytes. */
  public String holds() {
    return holds;
  }

  /** What happens when there is more, for people. */
  public String consequence() {
    return consequence;
  }

  /** The limit of a name. */
  public static Optional<Limit> of(String id) {
    for (Limit limit : values()) {
      if (limit.id.equals(id)) {
        return Optional.of(limit);
      }
    }
    return Optional.empty();
  }
}
