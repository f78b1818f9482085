package dev.hopscope.cli;

import dev.hopscope.capture.live.Interfaces;
import dev.hopscope.capture.live.LiveException;
import dev.hopscope.capture.live.LiveInterface;
import java.util.ArrayList;
import java.util.List;

/** Says what helps where capturing is not possible. */
final class LiveFailures {
  private LiveFailures() {}

  /**
   * The failure of the command.
   *
   * @param device the interface that was asked for, or null
   */
  static CommandFailure of(LiveException failure, String device) {
    List<String> names = new ArrayList<>();
    boolean about =
        failure.reason() == LiveException.Reason.NO_SUCH_INTERFACE
            || failure.reason() == LiveException.Reason.NOT_PERMITTED;
    if (about && device != null) {
      try {
        Interfaces.list().stream().map(LiveInterface::name).forEach(names::add);
      } catch (LiveException e) {
        failure.addSuppressed(e);
      }
    }
    // libpcap tells who may not capture before it looks whether there is such an interface
    boolean unknown = !names.isEmpty() && !names.contains(device) && plain(device);
    return switch (failure.reason()) {
      case NO_SUCH_INTERFACE -> noSuchInterface(failure, device, names);
      case NOT_PERMITTED ->
          unknown ? noSuchInterface(failure, device, names) : notPermitted(failure, device);
      case BAD_FILTER -> new CommandFailure(ExitCode.USAGE, failure.getMessage(), failure);
      case OUTPUT -> new CommandFailure(ExitCode.OUTPUT, failure.getMessage(), failure);
      case NO_LIBRARY, PRIVILEGES, OTHER ->
          new CommandFailure(ExitCode.CAPTURE, failure.getMessage(), failure);
    };
  }

  /** Names such as nflog:5 stand for what is in no list. */
  private static boolean plain(String device) {
    return device != null && device.indexOf(':') < 0;
  }

  private static CommandFailure noSuchInterface(
      LiveException failure, String device, List<String> names) {
    return new CommandFailure(
        ExitCode.CAPTURE,
        device
            + ": no such interface; there are "
            + (names.isEmpty() ? "none" : String.join(", ", names)),
        failure);
  }

  private static CommandFailure notPermitted(LiveException failure, String device) {
    return new CommandFailure(
        ExitCode.CAPTURE,
        device
            + ": not permitted to capture; what works: sudo hopscope sniff -Z $USER ...; or sudo"
            + " setpriv --reuid $USER --regid $USER --init-groups --inh-caps +net_raw"
            + " --ambient-caps +net_raw hopscope sniff ...; or sudo dumpcap -i "
            + device
            + " -w - | hopscope analyze - (file capabilities on java break its start)",
        failure);
  }
}
