/** What the links between hops must be, case by case, over the whole pipeline. */
package dev.hopscope.linking;
