package dev.hopscope.fuzz;

import dev.hopscope.mqtt.MqttPacket;
import dev.hopscope.mqtt.Note;
import dev.hopscope.mqtt.PacketView;
import java.util.Arrays;

/** Everything that a view tells, so that two of them can be compared. */
final class PacketLine {
  private PacketLine() {}

  static String of(PacketView view) {
    StringBuilder line = new StringBuilder(200);
    line.append(view.position()).append(' ').append(view.type()).append(' ').append(view.flags());
    line.append(' ').append(view.headerLength()).append('+').append(view.remainingLength());
    line.append(' ').append(view.version()).append(" id ").append(view.packetId());
    line.append(" reason ").append(view.reasonCode());
    line.append(' ').append(view.dup()).append(view.qos()).append(view.retain());
    line.append(" topic ").append(view.topic()).append(' ').append(view.topicAlias());
    line.append(" payload ").append(view.payloadLength()).append(view.payloadComplete());
    if (view.payloadComplete()) {
      line.append(view.payloadDigest());
    }
    line.append(' ').append(view.forwardedPropertiesDigest());
    line.append(' ').append(view.messageExpiryInterval());
    line.append(' ').append(Arrays.toString(view.subscriptionIdentifiers()));
    for (Note note : Note.values()) {
      if (view.notes().has(note)) {
        line.append(' ').append(note).append('@').append(view.notes().offset(note));
      }
    }
    MqttPacket content = view.packet();
    Expect.that(content.type() == view.type(), content.type(), "in a", view.type());
    return line.toString();
  }
}
