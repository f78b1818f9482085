/**
 * What an experiment's file says, and the reading of it: strict, with the line of whatever is
 * wrong. {@code experiment.schema.json} beside it says the same for editors.
 */
package dev.hopscope.lab.experiment;
