package dev.hopscope.capture;

import java.util.List;

/**
 * What a capture source tells of its input.
 *
 * @param id the capture's index, from 1
 * @param name the file as the user named it, or the interface
 * @param format {@code pcap} or {@code pcapng}
 * @param linkTypes names of the link types met so far, such as {@code ETHERNET}
 * @param bytesRead how many bytes of the input were consumed
 * @param totalBytes how long the input is, or -1 where that cannot be known
 * @param kernelDrops frames that the kernel reported as dropped, or null where the file does not
 *     say
 * @param interfaceDrops frames that the interface reported as dropped, or null where the file does
 *     not say
 */
public record CaptureInfo(
    int id,
    String name,
    String format,
    List<String> linkTypes,
    long bytesRead,
    long totalBytes,
    Long kernelDrops,
    Long interfaceDrops) {}
