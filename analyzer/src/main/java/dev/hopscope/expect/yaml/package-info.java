/**
 * YAML as a tree in which each node knows where it stands, read strictly: what an editor's schema
 * refuses is refused here too, with file and line.
 *
 * <p>Scalars are those of YAML 1.2's core schema ({@code yes} is a text). Anchors, aliases, tags
 * and several documents are refused. Bad input never throws anything but {@link
 * dev.hopscope.expect.yaml.InvalidYamlException}, which tells all that is wrong. Single-threaded.
 */
package dev.hopscope.expect.yaml;
