package dev.hopscope.expect;

import dev.hopscope.expect.Verdict.Reason;
import dev.hopscope.limits.Limit;
import dev.hopscope.report.ReportModel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** What a capture did not see, and whom that touches. */
final class Losses {
  private static final int NAMED = 3;
  private static final int CONNECTIONS = 10_000;

  private final Map<Integer, String> clients = new HashMap<>(); // of connections that are open
  private final Map<Integer, Holes> holes = new LinkedHashMap<>();
  private final List<Reason> everywhere = new ArrayList<>();
  private boolean more;
  private long gaps;
  private long lostBytes;
  private long kernelDrops;
  private long interfaceDrops;
  private Map<String, Long> limits = Map.of();

  private static final class Holes {
    final ReportModel.Gap first;
    String client;
    long count;

    Holes(ReportModel.Gap first, String client) {
      this.first = first;
      this.client = client;
    }
  }

  void connection(ReportModel.Connection connection) {
    Holes known = holes.get(connection.id());
    if (known != null && connection.clientId() != null) {
      known.client = connection.clientId();
    }
    if (connection.partial()) {
      clients.put(connection.id(), connection.clientId());
    } else {
      clients.remove(connection.id());
    }
  }

  void gap(ReportModel.Gap gap) {
    gaps++;
    lostBytes += gap.length() == null ? 0 : gap.length();
    Holes known = holes.get(gap.connection());
    if (known == null && holes.size() >= CONNECTIONS) {
      if (!more) {
        more = true;
        everywhere("gaps on more than " + CONNECTIONS + " connections");
      }
      return;
    }
    if (known == null) {
      known = new Holes(gap, clients.get(gap.connection()));
      holes.put(gap.connection(), known);
    }
    known.count++;
  }

  /** A loss that may touch everything. */
  void everywhere(String what) {
    everywhere.add(new Reason(null, null, null, null, null, what));
  }

  void capture(ReportModel.Capture capture) {
    if (capture.partial()) {
      return;
    }
    if (capture.kernelDrops() != null && capture.kernelDrops() > 0) {
      kernelDrops += capture.kernelDrops();
      everywhere("the kernel dropped " + capture.kernelDrops() + " frames of " + capture.file());
    }
    if (capture.interfaceDrops() != null && capture.interfaceDrops() > 0) {
      interfaceDrops += capture.interfaceDrops();
      everywhere(
          "the interface dropped " + capture.interfaceDrops() + " frames of " + capture.file());
    }
  }

  void summary(ReportModel.Summary summary) {
    limits = summary.limits();
    summary
        .limits()
        .forEach(
            (limit, hits) -> {
              // gaps are counted here, and shown nowhere
              if (!limit.equals(Limit.REPORT_GAPS.id())) {
                everywhere("the limit " + limit + " was hit: give more with --limit");
              }
            });
  }

  /** The losses that touch some clients; a connection whose client is not known may be any. */
  List<Reason> touching(Predicate<String> clientIds) {
    List<Reason> all = new ArrayList<>(everywhere);
    int named = 0;
    long others = 0;
    for (Holes each : holes.values()) {
      if (each.client != null && !clientIds.test(each.client)) {
        continue;
      }
      if (named++ < NAMED) {
        all.add(reason(each));
      } else {
        others += each.count;
      }
    }
    if (others > 0) {
      all.add(new Reason(null, null, null, null, null, others + " more gaps"));
    }
    return all;
  }

  private static Reason reason(Holes each) {
    ReportModel.Gap gap = each.first;
    String size =
        gap.length() == null ? "a gap of unknown length" : "a gap of " + gap.length() + " bytes";
    String what =
        size
            + " on connection "
            + gap.connection()
            + (each.client == null ? "" : " of " + each.client)
            + " ("
            + gap.direction()
            + ", "
            + gap.cause()
            + ")"
            + (each.count > 1 ? ", and " + (each.count - 1) + " more there" : "");
    return new Reason(null, null, null, gap.capture(), gap.frame(), what);
  }

  /** A number of {@code capture}'s keys. */
  long count(String key) {
    return switch (key) {
      case "gaps" -> gaps;
      case "lostBytes" -> lostBytes;
      case "kernelDrops" -> kernelDrops;
      case "interfaceDrops" -> interfaceDrops;
      default -> limits.values().stream().mapToLong(Long::longValue).sum();
    };
  }
}
