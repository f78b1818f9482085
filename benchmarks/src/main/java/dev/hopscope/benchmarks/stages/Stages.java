package dev.hopscope.benchmarks.stages;

import dev.hopscope.connection.ConnectionListener;
import dev.hopscope.connection.ConnectionStage;
import dev.hopscope.connection.MqttConnection;
import dev.hopscope.limits.Limits;
import dev.hopscope.mqtt.Direction;
import dev.hopscope.mqtt.FramerShared;
import dev.hopscope.mqtt.MqttVersion;
import dev.hopscope.mqtt.PacketView;
import dev.hopscope.mqtt.Plausibility;
import dev.hopscope.net.TcpSegment;
import dev.hopscope.qos.FlowListener;
import dev.hopscope.qos.QosFlow;
import dev.hopscope.session.Brokers;
import dev.hopscope.session.Flow;
import dev.hopscope.session.SessionListener;
import dev.hopscope.session.SessionStage;
import dev.hopscope.stream.ByteStage;
import dev.hopscope.stream.CaptureClock;
import dev.hopscope.stream.EndCause;
import dev.hopscope.stream.GapCause;
import dev.hopscope.stream.Provenance;
import dev.hopscope.stream.StreamLimits;
import dev.hopscope.stream.StreamListener;
import dev.hopscope.stream.TcpReassembler;
import dev.hopscope.trace.Delivery;
import dev.hopscope.trace.LinkOptions;
import dev.hopscope.trace.Trace;
import dev.hopscope.trace.TraceLinker;
import dev.hopscope.trace.TraceListener;
import dev.hopscope.transport.TransportDetector;
import dev.hopscope.transport.TransportOptions;
import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;

/** Stages put together as the analyzer does, up to one of them, for one run. */
final class Stages {
  private static final int PAYLOAD_BYTES = 256;

  private final Limits limits = Limits.defaults();
  private LongConsumer time = nanos -> {};
  private Runnable end = () -> {};
  private TcpReassembler reassembler;
  private long told;

  /** Bytes only. */
  StreamListener bytes() {
    ByteStage counter =
        new ByteStage() {
          @Override
          public void onBytes(byte[] data, int offset, int length, long position, Provenance at) {
            told += length;
          }

          @Override
          public void onGap(long position, long length, GapCause cause, Provenance at) {
            throw new IllegalStateException("a gap");
          }

          @Override
          public void onEnd(EndCause cause, Provenance at) {
            told++;
          }
        };
    return (connection, at) -> new ByteStage[] {counter, counter};
  }

  /** Connections and their packets. */
  StreamListener connections() {
    return upTo(
        new ConnectionListener() {
          @Override
          public void onPacket(
              MqttConnection connection,
              Direction direction,
              PacketView packet,
              String topic,
              Provenance at) {
            told += packet.packetId();
          }
        });
  }

  /** Flows of each connection. */
  StreamListener flows() {
    FlowListener counter =
        new FlowListener() {
          @Override
          public void onFlowStarted(QosFlow flow) {
            told++;
          }

          @Override
          public void onFlowEnded(QosFlow flow) {
            told++;
          }
        };
    return upTo(new FlowTracking(limits, counter));
  }

  /** Sessions and their flows. */
  StreamListener sessions() {
    SessionStage sessions =
        new SessionStage(
            new Brokers(List.of(), limits),
            limits,
            false,
            new SessionListener() {
              @Override
              public void onFlowEnded(Flow flow) {
                told++;
              }
            });
    time = sessions::onTime;
    end = sessions::onCaptureEnd;
    return upTo(sessions);
  }

  /** Traces. */
  StreamListener traces() {
    TraceLinker linker =
        new TraceLinker(
            LinkOptions.DEFAULT,
            limits,
            new TraceListener() {
              @Override
              public void onTrace(Trace trace) {
                told += trace.deliveries().size();
              }

              @Override
              public void onLateDelivery(Trace trace, Delivery delivery) {
                told++;
              }
            });
    SessionStage sessions = new SessionStage(new Brokers(List.of(), limits), limits, false, linker);
    time =
        nanos -> {
          sessions.onTime(nanos);
          linker.onTime(nanos);
        };
    end =
        () -> {
          sessions.onCaptureEnd();
          linker.onCaptureEnd();
        };
    return upTo(sessions);
  }

  private StreamListener upTo(ConnectionListener listener) {
    ConnectionStage connections =
        new ConnectionStage(
            Set.of(1883),
            MqttVersion.UNKNOWN,
            new FramerShared(limits, PAYLOAD_BYTES),
            listener,
            connection -> reassembler.ignore(connection));
    return new TransportDetector(
        TransportOptions.defaults(),
        (data, offset, length) ->
            Plausibility.evidence(data, offset, length, MqttVersion.UNKNOWN, null),
        limits,
        connections);
  }

  /** Runs every segment through reassembly and what listens to it; returns something of it. */
  long run(Material material, StreamListener listener) {
    CaptureClock clock = new CaptureClock();
    reassembler = new TcpReassembler(StreamLimits.of(limits), limits, listener, clock);
    for (TcpSegment segment : material.segments) {
      time.accept(clock.advance(segment.timeNanos()));
      reassembler.onSegment(segment);
    }
    reassembler.end();
    end.run();
    return told;
  }
}
