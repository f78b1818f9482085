package dev.hopscope.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The elements of an analysis. Component names are the names in {@code json} and {@code jsonl} and
 * are a contract: fields may be added, none renamed or dropped without raising {@link
 * #SCHEMA_VERSION}.
 *
 * <p>Times are RFC 3339 UTC text with nine decimals; durations and latencies are nanoseconds.
 * Unknown values are null. Ids count from 1 and are unique over all inputs of a run.
 */
public final class ReportModel {
  /** Version of the report's names. */
  public static final int SCHEMA_VERSION = 1;

  private ReportModel() {}

  /**
   * A capture file or interface. Captures of one {@code point} are the files of one ring; {@code
   * clockOffsetNanos} is what was added to its times.
   */
  public record Capture(
      int id,
      int point,
      String file,
      String format,
      List<String> linkTypes,
      long frames,
      Map<String, Long> skippedFrames,
      long bytes,
      long mqttPackets,
      String firstTime,
      String lastTime,
      long gaps,
      long lostBytes,
      Long kernelDrops,
      Long interfaceDrops,
      long clockOffsetNanos,
      boolean partial) {}

  /** A broker: one or more endpoints that share their sessions. */
  public record Broker(int id, List<String> endpoints, String basis, boolean partial) {}

  /** One TCP connection that carries MQTT, or something that may hide it. */
  public record Connection(
      int id,
      int capture,
      int tcpStream,
      String client,
      String server,
      Integer broker,
      Integer session,
      String clientId,
      String version,
      String versionBasis,
      String transport,
      String proxiedClient,
      String proxiedServer,
      Boolean bridge,
      Integer keepAlive,
      Boolean cleanStart,
      Boolean sessionPresent,
      String firstTime,
      String lastTime,
      String end,
      String endReason,
      long packets,
      long gaps,
      long resyncs,
      List<Resync> resyncDetails,
      Long roundTripNanos,
      long retransmittedSegments,
      long duplicateFrames,
      long twinFrames,
      boolean partial) {
    /** The client's address for people: behind a proxy the original one, with the proxy's. */
    public String clientText() {
      return proxiedClient == null ? client : proxiedClient + " via " + client;
    }
  }

  /** A loss of framing, and how sure the place is where it was found again. */
  public record Resync(
      String direction,
      long position,
      long skippedBytes,
      String confidence,
      int evidenceBits,
      long frame) {}

  /** The state that a broker keeps for a ClientID. */
  public record Session(
      int id,
      int broker,
      String clientId,
      boolean clientIdAssigned,
      List<Integer> connections,
      List<Subscription> subscriptions,
      boolean partial) {}

  /** A subscription of a session; {@code to} is null while it stands. */
  public record Subscription(
      String filter,
      Integer grantedQos,
      Integer identifier,
      String shareGroup,
      boolean noLocal,
      boolean retainAsPublished,
      int retainHandling,
      String from,
      String to) {}

  /** The exchange for one PUBLISH on one hop. */
  public record Flow(
      int id,
      String hop,
      int session,
      List<Integer> connections,
      String clientId,
      String topic,
      Integer qos,
      Integer packetId,
      Boolean retain,
      Integer payloadLength,
      String payloadDigest,
      String outcome,
      int retransmissions,
      List<String> unseen,
      Long durationNanos,
      List<Step> steps) {}

  /** One packet of a flow. */
  public record Step(
      String type,
      String time,
      int capture,
      long frame,
      int connection,
      String direction,
      Integer packetId,
      Boolean dup,
      Integer reasonCode) {}

  /** One message: its publish flow and its deliveries. */
  public record Trace(
      int id,
      String topic,
      Integer payloadLength,
      @JsonInclude(JsonInclude.Include.NON_NULL) String payload,
      @JsonInclude(JsonInclude.Include.NON_NULL) String payloadBase64,
      String origin,
      Integer publishFlow,
      String publisher,
      Integer publishedQos,
      Boolean retain,
      String closedBy,
      List<Delivery> deliveries,
      List<Forward> forwards,
      List<Missing> missing,
      List<Pending> pending) {

    /** The ids of its flows: the publish flow, then forwards, then deliveries. */
    public List<Integer> flowIds() {
      List<Integer> ids = new ArrayList<>();
      if (publishFlow != null) {
        ids.add(publishFlow);
      }
      forwards.forEach(forward -> ids.add(forward.flow()));
      deliveries.forEach(delivery -> ids.add(delivery.flow()));
      return ids;
    }

    /** The trace with deliveries that came late. */
    public Trace with(List<Delivery> late) {
      List<Delivery> all = new ArrayList<>(deliveries);
      all.addAll(late);
      return new Trace(
          id,
          topic,
          payloadLength,
          payload,
          payloadBase64,
          origin,
          publishFlow,
          publisher,
          publishedQos,
          retain,
          closedBy,
          List.copyOf(all),
          forwards,
          missing,
          pending);
    }
  }

  /**
   * A delivery of a trace: one flow from a broker to a receiver. {@code copy} counts those of one
   * receiver; {@code duplicate} is one that surely goes beyond its matching subscriptions.
   */
  public record Delivery(
      int flow,
      Integer parent,
      int session,
      int connection,
      String clientId,
      String via,
      List<MatchedSubscription> subscriptions,
      Integer grantedQos,
      Integer expectedQos,
      int deliveredQos,
      boolean downgraded,
      int copy,
      boolean duplicate,
      Long latencyNanos,
      Long hopLatencyNanos,
      boolean crossClock,
      String link,
      int rivals,
      String basis) {}

  /** A subscription that a delivery served. */
  public record MatchedSubscription(String filter, Integer grantedQos, Integer identifier) {}

  /** A publish hop by which a bridge passed the message on. */
  public record Forward(int flow, Integer parent, Integer broker, String topic) {}

  /** A delivery that should have been and was not. */
  public record Missing(
      Integer session,
      String clientId,
      String filter,
      String shareGroup,
      Integer grantedQos,
      boolean certain,
      List<Integer> oneOf) {}

  /** A receiver whose delivery was still awaited when the trace closed. */
  public record Pending(int session, String clientId) {}

  /** A delivery that arrived after its trace was handed over. */
  public record LateDelivery(int trace, @JsonUnwrapped Delivery delivery) {}

  /** Bytes that were never captured. */
  public record Gap(
      int capture,
      int connection,
      String direction,
      long position,
      Long length,
      String cause,
      long frame) {}

  /** Something worth telling: a broken normative statement, or a doubt about the capture. */
  public record Finding(
      String rule,
      List<Statement> statements,
      String severity,
      boolean certain,
      Integer capture,
      Long frame,
      List<Long> frames,
      Integer connection,
      Integer session,
      Integer flow,
      Integer trace,
      String hop,
      String message,
      Long count) {}

  /** A normative statement: the standard ({@code 3.1}, {@code 3.1.1}, {@code 5.0}) and its id. */
  public record Statement(String standard, String id) {}

  /** The totals of a run; {@code crossClock} counts the deliveries that are marked so. */
  public record Summary(
      Map<String, Long> packetsByType,
      Outcomes flows,
      long traces,
      long deliveries,
      long downgraded,
      long duplicates,
      long missing,
      long pending,
      long ties,
      long crossClock,
      Map<String, Long> findings,
      Map<String, Long> limits,
      Latencies latencyNanos) {}

  /** Flows by outcome. */
  public record Outcomes(long complete, long open, long abandoned, long refused, long unknown) {}

  /** Latency percentiles by hop; the keys are the QoS as text. */
  public record Latencies(
      Map<String, Percentiles> publish,
      Map<String, Percentiles> delivery,
      Map<String, Percentiles> endToEnd) {}

  /** Percentiles in nanoseconds over {@code count} values. */
  public record Percentiles(long count, long p50, long p90, long p99, long max) {}

  /** The first line of {@code jsonl}. */
  public record Header(
      @JsonProperty("schemaVersion") int schemaVersion, String program, String version) {}
}
