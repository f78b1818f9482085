/**
 * Runs experiments, one after the other: a broker each, proxies before it, a capture, the clients'
 * steps, then the analysis and what is made of it. One thread runs them; what libraries call comes
 * on theirs.
 */
package dev.hopscope.lab.run;
