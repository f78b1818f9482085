/**
 * What tests of every module build their input with: MQTT packets as bytes.
 *
 * <p>Stateless; every array that is returned belongs to the caller. Input is not checked, so that
 * wrong packets can be built too.
 */
package dev.hopscope.testkit;
