package dev.hopscope.capture.live;

/**
 * What libpcap and we have counted since the start.
 *
 * @param received frames that passed the filter, as libpcap counts them; those dropped by the
 *     kernel may be among them
 * @param kernelDrops frames that passed and were dropped, since the kernel's buffer was full
 * @param interfaceDrops frames that the interface or its driver dropped
 * @param frames that were read
 * @param bytes that were captured of these
 * @param written frames in the capture file, or in all files of a ring together
 * @param skipped frames that were not analyzed, since the analysis was too slow
 */
public record LiveStatistics(
    long received,
    long kernelDrops,
    long interfaceDrops,
    long frames,
    long bytes,
    long written,
    long skipped) {}
