package dev.hopscope.capture;

import java.util.List;

/**
 * What a capture source tells of its input.
 *
 * @param id the capture's index, from 1
 * @param point the capture point that it belongs to, from 1: the files of a ring have one together
 * @param name the file as the user named it, or the interface
 * @param format {@code pcap} or {@code pcapng}; null where the input was not opened yet
 * @param linkTypes names of the link types met so far, such as {@code ETHERNET}
 * @param bytesRead how many bytes of the input were consumed
 * @param totalBytes how long the input is, or -1 where that cannot be known
 * @param kernelDrops frames that the kernel reported as dropped, or null where the file does not
 *     say
 * @param interfaceDrops frames that the interface reported as dropped, or null where the file does
 *     not say
 * @param clockOffsetNanos what was added to its times
 * @param notAnalyzed frames that were captured and not handed over, since the analysis was slower
 */
public record CaptureInfo(
    int id,
    int point,
    String name,
    String format,
    List<String> linkTypes,
    long bytesRead,
    long totalBytes,
    Long kernelDrops,
    Long interfaceDrops,
    long clockOffsetNanos,
    long notAnalyzed) {

  /** An input that is a capture point of its own, with times as they are. */
  public CaptureInfo(
      int id,
      String name,
      String format,
      List<String> linkTypes,
      long bytesRead,
      long totalBytes,
      Long kernelDrops,
      Long interfaceDrops) {
    this(id, id, name, format, linkTypes, bytesRead, totalBytes, kernelDrops, interfaceDrops, 0, 0);
  }

  /** The same as a part of a capture point whose times are shifted. */
  CaptureInfo at(int itsPoint, long offsetNanos) {
    return new CaptureInfo(
        id,
        itsPoint,
        name,
        format,
        linkTypes,
        bytesRead,
        totalBytes,
        kernelDrops,
        interfaceDrops,
        offsetNanos,
        notAnalyzed);
  }

  /** The same with a number of frames that were captured and not handed over. */
  public CaptureInfo withNotAnalyzed(long frames) {
    return new CaptureInfo(
        id,
        point,
        name,
        format,
        linkTypes,
        bytesRead,
        totalBytes,
        kernelDrops,
        interfaceDrops,
        clockOffsetNanos,
        frames);
  }
}
