/** What AWS asks: one table for the program, which tells what a stack costs idle, and the dashboard, which tells what it cost. No part of the contract. */
@NullMarked
package dev.quartet.exports.prices;

import org.jspecify.annotations.NullMarked;
