package dev.hopscope.connection;

import dev.hopscope.stream.Provenance;

/** Tells another what an {@link EventRecorder} was told, in the same order, of the twins. */
public final class EventPlayer {
  private final Downstream next;
  private final ConnectionListener connections;

  /** Creates a player for who is to be told. */
  public EventPlayer(Downstream next) {
    this.next = next;
    this.connections = next.connections();
  }

  /** Plays a batch, which is empty then. */
  public void play(EventBatch batch) {
    int frames = 0;
    for (int i = 0; i < batch.events(); i++) {
      Event event = batch.event(i);
      batch.playFrames(frames, event.framesBefore, next);
      frames = event.framesBefore;
      play(event);
      event.release();
    }
    batch.playFrames(frames, batch.frames(), next);
    batch.clear();
  }

  private void play(Event event) {
    switch (event.kind) {
      case CAPTURE -> next.onCapture(event.capture);
      case TIME -> next.onTime(event.nanos);
      case IDLE -> next.onIdle();
      case CAPTURE_END -> next.onCaptureEnd();
      case OPENED, PACKET, GAP, RESYNC, STANDING, CLOSING, ENDED -> playOnConnection(event);
    }
  }

  private void playOnConnection(Event event) {
    MqttConnection twin = event.twin;
    Provenance at = event.at;
    bringUpToDate(twin, event);
    switch (event.kind) {
      case OPENED -> connections.onOpened(twin, at);
      case PACKET -> {
        twin.countPacket(event.direction, at.timeNanos());
        connections.onPacket(twin, event.direction, event.packet, event.topic, at);
      }
      case GAP -> {
        twin.countGap(event.direction, at.timeNanos());
        connections.onGap(twin, event.direction, event.position, event.length, event.cause, at);
      }
      case RESYNC -> {
        Resync resync =
            new Resync(event.direction, event.position, event.length, event.evidence, at.frame());
        twin.countResync(resync, at.timeNanos());
        connections.onResync(
            twin, event.direction, event.position, event.length, event.evidence, at);
      }
      case STANDING -> connections.onStanding(twin);
      case CLOSING -> connections.onClosing(twin, event.direction, at);
      case ENDED -> connections.onEnded(twin, at);
      default -> throw new IllegalArgumentException(event.kind + " is of no connection");
    }
  }

  private static void bringUpToDate(MqttConnection twin, Event event) {
    TcpSnapshot tcp = (TcpSnapshot) twin.tcp();
    tcp.set(event.tcpBits, event.passed0, event.passed1, event.lastTimeNanos);
    if (event.counts != null) {
      tcp.set(event.counts);
    }
    twin.framingLost(0, event.framingLost0);
    twin.framingLost(1, event.framingLost1);
    if (event.facts != null) {
      twin.learn(event.facts);
    }
  }
}
