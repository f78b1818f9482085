/**
 * The lab: experiments with real clients and a broker, captured, analyzed, and held against what
 * the broker and the wire's proxy saw.
 *
 * <p>{@code experiment} is what an experiment's file says, {@code client} the clients, {@code
 * proxy} the wire between them and the broker, with its faults and its log, {@code capture} gets
 * what went over that wire into a file, {@code witness} compares, and {@code run} does one
 * experiment after the other. All of it needs jars that the launcher puts on the class path of
 * {@code hopscope lab} alone.
 */
package dev.hopscope.lab;
