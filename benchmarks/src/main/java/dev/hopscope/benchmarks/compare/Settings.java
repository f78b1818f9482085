package dev.hopscope.benchmarks.compare;

import java.nio.file.Path;
import java.util.List;

/**
 * What is compared.
 *
 * @param root of the project
 * @param folder where captures are, and outputs go
 * @param frames of each capture
 * @param longFrames of the capture that only {@code --summary} and tcpdump get, 0 for none
 * @param tsharkFrames of the capture that tshark gets
 * @param runs of each command
 * @param startRuns of each command on the five-packet capture
 * @param memoryFrames lengths of the streams that memory is measured with
 * @param leastOverTshark below this many times tshark's frames a second, the comparison fails
 */
record Settings(
    Path root,
    Path folder,
    long frames,
    long longFrames,
    long tsharkFrames,
    int runs,
    int startRuns,
    List<Long> memoryFrames,
    double leastOverTshark) {}
