package dev.hopscope.capture;

/**
 * What a capture says of the interface that frames were captured on. One object stands for one
 * interface of one source, for as long as the source is read.
 *
 * @param linkType its LINKTYPE_ value
 * @param snapLength the longest capture of a frame in bytes, 0 for no limit
 * @param name its name, such as {@code eth0}; null where the capture does not say
 */
public record CaptureInterface(int linkType, int snapLength, String name) {}
